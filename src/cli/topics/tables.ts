export const text = `Tables of advise evaluate

  advise evaluate speeds my-runs.csv
      how far off the estimates are on every row, and by kind of row
  advise evaluate speeds my-runs.csv --model-only --json
      the same without measurements of the same cell; each row with its estimate

  A CSV with a header. A column that may be missing stands in brackets; cells of
  the others may be empty. Names are as people write them. More columns do no
  harm. - as the file reads what is piped in.

  speeds     device [device_count] [memory_gib] [os] engine [engine_version]
             [backend] model quant [weights_gib] phase [tokens] [depth]
             [concurrency] tok_s [stddev] [power_w] [split] [source]
             [source_date] [notes]
  memory     model ctx flash_attention kv_type ubatch [kv_mib] [compute_mib]
             [output_mib]
  finetune   device device_count [memory_gib] [os] engine [backend] model method
             precision seq_len batch [grad_accum] lora_rank tokens_per_s
             [samples_per_s] [total_minutes] [dataset] peak_memory_gib [power_w]
             [source] [source_date] notes
  diffusion  device device_count [memory_gib] [os] engine [backend] model
             precision width height frames steps [batch] seconds_per_image
             it_per_s peak_memory_gib [power_w] [source] [source_date] notes
  verdicts   case_id as_of args accept_regex also_ok_regex reject_regex
             expect_empty expect_alternative weight source why notes

  speeds also reads what llama-bench prints (-o json, jsonl, csv or md),
  and tables of measurements/, such as advise measure writes:

  ours       device count nodes engine engine_version backend model quant
             [weights_gib] phase [tokens] depth concurrency tok_s n split date
             source ref note [stddev] [offload] [host] [offload_share]

  phase is prefill (tokens: length of the prompt) or decode (tokens: generated;
  depth: in the cache before). tok_s is the total over all requests.
  Without the column: an empty cache, one user, as many devices as the name has.
`;
