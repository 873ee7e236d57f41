/** What llama-bench measures when nothing is said: a prompt of 512 tokens, nothing in the cache. */
export const USUAL_PROMPT = 512;
