export const text = `Your own data

  mkdir -p mine/systems
  advise data new system my-box > mine/systems/my-box.yaml
      a commented profile to fill in
  advise data check mine
      every fault at once, with file, line and column
  advise explain my-box -w chat --data mine --price my-box=3000
      where your machine stands; a price in mine/prices/*.csv does as well

  --data DIR (or ADVISE_DATA=DIR) lays a folder over the built-in catalogue, by
  id and field by field:

    devices/<id>.yaml   systems/<id>.yaml   models/<id>.yaml   hosts/<id>.yaml
    rules/<id>.yaml     sources/*.yaml      scoring.yaml       quants.yaml
    prices/*.csv        sizes/*.csv         measurements/*.csv

  The file name is the id. A file for an id that exists changes only the fields
  it names; null removes one. A price list is one CSV with these columns:

    item,config,kind,amount,currency,region,observed,trust,source,note

    advise data new device  also model and rule
    advise show dgx-spark   an entry with its sources and contradictions
    advise schema device    the JSON Schema for your editor

  Your own llama-bench run is such a measurement:

    llama-bench -m model.gguf -o json > run.json
    advise measure run.json -o my-data    # also says how the machine stands
    advise -w chat --own rtx-3090 --data my-data

  For a single price no folder is needed:

    advise explain dgx-spark -w chat --price dgx-spark=3400
`;
