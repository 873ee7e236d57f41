import { expect, it } from 'vitest';
import { advise, recommended } from './world.ts';

const serving = (os: string) => ['-w', 'serving', '-u', '8', '-b', '15000', '--os', os];
const firstOf = async (os: string) => (await recommended(...serving(os))).ranked[0]?.workloads[0];

it('says of an engine that Windows runs only inside a Linux of its own that it does', async () => {
  expect(await firstOf('windows')).toMatchObject({ engine: 'vllm', in_wsl: true });
  const { stdout } = await advise([...serving('windows'), '-f', 'plain']);
  expect(stdout).toMatch(/with vLLM on \w+ under Windows, inside WSL: /);
  const linux = await firstOf('linux');
  expect(linux?.engine).toBe('vllm');
  expect(linux).not.toHaveProperty('in_wsl');
});
