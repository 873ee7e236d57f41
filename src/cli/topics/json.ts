export const text = `JSON (schema version 1)

  advise -w rag -b 5000 --json | jq -r '.ranked[0].system.id'
      the winner

  advise ... --json              one document on stdout, in every state, errors
                                 included (--json=1 pins the version)
  advise schema recommendation   its JSON Schema; advise schema lists the others
  --details                      also speed over depth, price history, cost over
                                 the years and sources of the first few

  Within a version fields are only ever added. Lists are never null. Unknown is
  null, never 0. Codes are part of the promise, prose (text, title) is not.

  Units are in the key names: price_usd, decode_tok_s, ttft_s, footprint_gib
  (2^30 bytes), memory_gb (as sold). Every estimate is {low, value, high, unit,
  basis, evidence[], bound_by}: low to high is an 80 % interval, and basis is
  measured, calibrated or modelled. The value of a criterion (criteria[]) is in
  the unit beside it, which goes by the work: tok/s for chat, h for finetune.

  ranked[] is in the order of rank. Scores are told in half points, since nobody
  would pay for less; of those with the same score the cheaper stands first.

  win_probability is the chance that this very system scores highest. Systems of
  one chip share it: group_win_probability, where there are such, is their sum
  and the figure in the text.

  Only list KIND --json is a bare array, of rows, without schema_version and
  kind; show ID --json has what (system, device, ...) in place of kind.

Ids, prices, decode
  jq -r '.ranked[] | [.system.id, .price_usd.value, .speed.decode_tok_s.value]
         | @tsv'

Why a system is not there
  jq '.excluded[] | select(.system.id == "dgx-spark") | .reasons[].text'

Whether it went well
  jq -e '.kind == "recommendation"'
`;
