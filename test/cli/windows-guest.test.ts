import { expect, it } from 'vitest';
import { type Recommendation, recommendationSchema } from '../../src/schema/document.ts';
import { advise } from './world.ts';

const serving = async (os: string, format: string) =>
  (await advise(['-w', 'serving', '-u', '8', '-b', '15000', '--os', os, '-f', format])).stdout;
const workOf = (document: string): Recommendation['ranked'][number]['workloads'][number] | undefined =>
  recommendationSchema.parse(JSON.parse(document)).ranked[0]?.workloads[0];

it('says of an engine that Windows runs only inside a Linux of its own that it does', async () => {
  const windows = workOf(await serving('windows', 'json'));
  expect(windows).toMatchObject({ engine: 'vllm', in_wsl: true });
  expect(await serving('windows', 'plain')).toMatch(/with vLLM on \w+ under Windows, inside WSL: /);
  const linux = workOf(await serving('linux', 'json'));
  expect(linux?.engine).toBe('vllm');
  expect(linux).not.toHaveProperty('in_wsl');
});
