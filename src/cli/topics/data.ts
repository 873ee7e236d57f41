export const text = `Your own data
  --data DIR (or ADVISE_DATA=DIR) lays a folder over the built-in catalogue, by id and field by field:

    devices/<id>.yaml  systems/<id>.yaml  models/<id>.yaml  hosts/<id>.yaml  rules/<id>.yaml
    prices/*.csv  sizes/*.csv  measurements/*.csv  sources/*.yaml  scoring.yaml  quants.yaml ...

  The file name is the id. A file for an id that exists changes only the fields it names; null removes one.
  A price book is one CSV:  item,config,kind,amount,currency,region,observed,trust,source,note

    advise data check DIR         all faults at once, with file, line and column
    advise show ID                any entry with its sources and contradictions
    advise schema device          the JSON Schema for your editor

  For one price there is no need of a folder: --price dgx-spark=5400.
`;
