/** Printed before every option: people read examples first. Each one runs in the tests. */
export const EXAMPLES = `Examples:
  advise                                             asks a few questions, then answers
  advise -w chat -b 4000                             best local chat machine for $4,000
  advise -w coding -m qwen3-coder-next -c 64k -b 5000 --json | jq '.ranked[0].system.name'
  advise -w chat=3,image=1 -b 5000 -p quiet -p price
  advise fit gpt-oss-120b -c 128k                    every machine that runs it, cheapest first
  advise -w chat -b 5000 --as-of 2026-06-30          what the answer was that day
`;
