export const text = `JSON (schema 1)
  advise ... --json          one document on stdout, in every state, errors included
  advise schema recommendation   its JSON Schema (also: estimate, evaluation, error)

  Within schema 1 fields are only ever added. Lists are never null. Unknown is null, never 0.
  Units are in the key names: price_usd, decode_tok_s, ttft_s, footprint_gib (2^30 bytes), memory_gb (as sold).
  Every estimate is {low, value, high, unit, basis, evidence[], bound_by}; low..high is an 80 % interval;
  basis is measured, calibrated or modelled. Prose (text, title) is not part of the promise; codes are.

  The winner:            jq -r '.ranked[0].system.id'
  Ids, prices, decode:   jq -r '.ranked[] | [.rank, .system.id, .price_usd.value, .speed.decode_tok_s.value] | @tsv'
  Why is X not there:    jq '.excluded[] | select(.system.id == "X") | .reasons'
  Was it an error:       jq -e '.kind == "recommendation"'
`;
