import type { Source } from '../../schema/source.ts';

/** Where a raw row came from, split into the citable thing and the place inside it. */
export interface SourceRef {
  readonly id: string;
  /** Commit, file or thread inside the source; '' when the source is the place. */
  readonly ref: string;
  readonly title: string;
  readonly url?: string;
  readonly kind: Source['kind'];
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

const idOf = (text: string): string => `speeds-${slug(text)}`;

function repository(path: string, ref: string): SourceRef {
  return {
    id: idOf(path),
    ref,
    title: `${path}, benchmark files`,
    url: `https://github.com/${path}`,
    kind: 'repository',
  };
}

function page(url: string): SourceRef {
  const bare = url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/+$/, '');
  const kind = /\/discussions\//.test(url) ? 'forum' : 'review';
  return { id: idOf(bare.replace(/\.html?$/, '')), ref: '', title: bare, url, kind };
}

/**
 * Reads the source column. Files of one repository share one source and differ by `ref`; every thread and page is its
 * own source. Null for a file nobody can be pointed to.
 */
export function readSource(text: string): SourceRef | null {
  const source = text.trim();
  if (source === '' || /repository not (?:shown|named)/.test(source)) return null;
  const file = /^github:([^/\s]+\/[^@:\s]+)(?:@([^:\s]+))?(?::(.+))?$/.exec(source);
  if (file) return repository(file[1] ?? '', [file[2], file[3]].filter(Boolean).join(':'));
  const url = /^https?:\/\/\S+/.exec(source)?.[0];
  if (!url) {
    const files = /^([\w.-]+\/[\w.-]+) (\S+) \(GitHub\)$/.exec(source);
    if (files) return repository(files[1] ?? '', files[2] ?? '');
    const named = source.replace(/,?\s*index id \d+/, '').replace(/\s*\(GitHub\)/, '');
    return { id: idOf(named), ref: '', title: named, kind: 'review' };
  }
  const via = /\(.*?(github:\S+?)\)/.exec(source)?.[1] ?? '';
  const thread = /github\.com\/([^/]+\/[^/]+)\/(issues|pull|discussions)\/(\d+)/.exec(url);
  if (thread) {
    const [, path = '', kind = '', number = ''] = thread;
    const word = { issues: 'issue', pull: 'pull request', discussions: 'discussion' }[kind] ?? kind;
    return {
      id: idOf(`${path}-${number}`),
      ref: via,
      title: `${path}, ${word} ${number}`,
      url: `https://github.com/${path}/${kind}/${number}`,
      kind: 'forum',
    };
  }
  const tree = /(?<!gist\.)github\.com\/([^/]+\/[^/]+?)(?:\/(?:tree|blob)\/([^/]+)\/(.+))?\/?$/.exec(url);
  if (tree) return repository(tree[1] ?? '', tree[3] ?? '');
  return { ...page(url), ref: via };
}
