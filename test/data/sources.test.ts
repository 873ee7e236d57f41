import { describe, expect, it } from 'vitest';
import { DATA } from '../fixtures/built-in-data.ts';

const sources = Object.entries(DATA.sources).map(([id, source]) => ({ id, ...source }));
const shown = (s: { id: string; title: string }): string => `${s.id}: ${s.title}`;

describe('sources', () => {
  it('can be followed: an address, or what a reader must know who looks for a text without one', () => {
    const lost = sources.filter(
      (s) => !s.url && !s.note && s.kind !== 'derived' && !/public repositor/i.test(s.title),
    );
    expect(lost.map(shown)).toEqual([]);
  });

  it('mostly have an address', () => {
    const share = sources.filter((s) => s.url).length / sources.length;
    expect(share).toBeGreaterThan(0.85);
  });

  it('have addresses of the open web', () => {
    expect(
      sources.filter((s) => s.url && !/^https?:\/\/[a-z0-9.-]+\.[a-z]{2,}(?:\/|$)/.test(s.url)).map(shown),
    ).toEqual([]);
  });

  it('have titles that say more than how they were found', () => {
    expect(
      sources
        .filter((s) => /text index|repo-text|index id|search result/i.test(`${s.title} ${s.note}`))
        .map(shown),
    ).toEqual([]);
    expect(sources.filter((s) => s.title.length < 8).map(shown)).toEqual([]);
  });
});
