export const text = `Your own data

  --data DIR (or ADVISE_DATA=DIR) lays a folder over the built-in catalogue, by
  id and field by field:

    devices/<id>.yaml   systems/<id>.yaml   models/<id>.yaml   hosts/<id>.yaml
    rules/<id>.yaml     sources/*.yaml      scoring.yaml       quants.yaml
    prices/*.csv        sizes/*.csv         measurements/*.csv

  The file name is the id. A file for an id that exists changes only the fields
  it names; null removes one. A price list is one CSV with these columns:

    item,config,kind,amount,currency,region,observed,trust,source,note

    advise data new system  a commented profile to start from (also device,
                            model, rule)
    advise data check DIR   all faults at once, with file, line and column
    advise show ID          an entry with its sources and contradictions
    advise schema device    the JSON Schema for your editor

  For a single price no folder is needed: --price dgx-spark=5400.
`;
