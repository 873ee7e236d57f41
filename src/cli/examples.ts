export interface Example {
  readonly command: string;
  readonly does: string;
  /** The command on whose page it stands; recommend when absent. */
  readonly of?: string;
  /** Stands on the first page, too. */
  readonly first?: true;
}

/** Printed before every option: people read examples first. Each one runs in the tests. */
export const EXAMPLES: readonly Example[] = [
  { first: true, command: 'advise', does: 'asks a few questions, then answers' },
  { first: true, command: 'advise -w chat -b 4000', does: 'the best machine for chat within $4,000' },
  {
    first: true,
    command: "advise -w coding -m qwen3-coder-next-80b-a3b -c 64k --json | jq '.ranked[0].system.name'",
    does: 'for scripts: one JSON document in every state',
  },
  { command: 'advise -w chat=3,image=1 -b 5000 -p quiet -p price', does: 'two needs weighed, two wishes' },
  { command: 'advise -w chat --own rtx-3090 -b 2000', does: 'whether what you have is enough' },
  {
    command: 'advise -w chat -b 3000 --not nvidia --not laptop',
    does: 'without a maker, or a kind of machine',
  },
  {
    first: true,
    command: 'advise -w chat -b 4000 -o report.html',
    does: 'one page with charts, to keep or to send',
  },
  {
    first: true,
    command: 'advise -w chat -b 5000 --as-of 2026-06-30',
    does: 'what the answer was on that day',
  },
  {
    first: true,
    of: 'explain',
    command: 'advise explain dgx-spark -w chat -b 5000',
    does: 'why a machine is where it is, or why it is out',
  },
  {
    of: 'explain',
    command: 'advise explain --since 2026-06-30 -w chat -b 5000',
    does: 'what changed since that day',
  },
  {
    of: 'compare',
    command: 'advise compare dgx-spark framework-desktop-128 -w rag',
    does: 'side by side, what decides first',
  },
  {
    first: true,
    of: 'fit',
    command: 'advise fit gpt-oss-120b -c 128k',
    does: 'every machine that runs it, cheapest first',
  },
  {
    of: 'fit',
    command: 'advise fit gpt-oss-20b --own rtx-3090',
    does: 'what you have first, then what would be added to it or bought',
  },
  {
    of: 'estimate',
    command: 'advise estimate --on dgx-spark -m gpt-oss-120b --depth 8k',
    does: 'one speed, its memory, and where the time goes',
  },
  {
    of: 'evaluate',
    command: 'advise evaluate speeds runs.csv',
    does: 'how far off we are on measurements of yours',
  },
  {
    command: 'advise -w chat -m ./model.gguf -b 3000',
    does: 'for a file you have; also ./config.json and hf:organisation/name',
  },
  { of: 'own', command: 'advise own', does: 'what is in this machine, and what it runs' },
  {
    of: 'measure',
    command: 'advise measure run.json -o my-data',
    does: 'after llama-bench -m model.gguf -o json > run.json: beside what we expect',
  },
  { of: 'list', command: 'advise list systems --json', does: 'everything that can be ranked' },
  { of: 'show', command: 'advise show dgx-spark', does: 'its figures, offers, sources, contradictions' },
  { of: 'data', command: 'advise data new system acme-box-128', does: 'a profile to fill in, with comments' },
  { of: 'schema', command: 'advise schema recommendation', does: 'what scripts may rely on' },
  { of: 'completion', command: 'source <(advise completion bash)', does: 'flags, choices and ids on Tab' },
];
