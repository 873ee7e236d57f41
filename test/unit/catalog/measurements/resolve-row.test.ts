import { describe, expect, it } from 'vitest';
import {
  isUnresolved,
  type ResolvedRow,
  resolveRow,
} from '../../../../src/catalog/measurements/resolve-row.ts';
import { buildNameIndex } from '../../../../src/catalog/names/build-index.ts';
import { rawRow } from '../../../fixtures/measured-row.ts';
import { parts } from '../../../fixtures/names-catalogue.ts';

const r1Small = {
  id: 'deepseek-r1-0528-qwen3-8b',
  name: 'DeepSeek R1 0528 Qwen3 8B',
  aliases: [],
  speed_aliases: ['deepseek-r1:latest'],
  params_total_b: 8.2,
};
const index = buildNameIndex({ ...parts, models: { ...parts.models, [r1Small.id]: r1Small } });

function resolved(over: object): ResolvedRow {
  const found = resolveRow(index, rawRow(over));
  if (isUnresolved(found)) throw new Error(`${found.reason}: ${found.name.unknown}`);
  return found;
}

describe('a row whose name counts devices as its column does', () => {
  it.each([
    ['RTX 3090', 2, 2],
    ['2x RTX 3090', 1, 2],
    ['2x RTX 3090', 2, 2],
    ['2x RTX 3090', 3, 6],
  ])('%s, %i of them, is %i', (device, device_count, count) => {
    expect(resolved({ device, device_count }).count).toBe(count);
  });
});

describe("Ollama's names without a tag", () => {
  it.each([
    ['ollama', 'deepseek-r1', 'deepseek-r1-0528-qwen3-8b'],
    ['Ollama 0.12', 'deepseek-r1', 'deepseek-r1-0528-qwen3-8b'],
    ['ollama', 'deepseek-r1:671b', 'deepseek-r1'],
    [' ollama', 'deepseek-r1', 'deepseek-r1-0528-qwen3-8b'],
    ['ollama', 'acme/deepseek-r1', 'deepseek-r1'],
    ['ollama', 'DeepSeek R1', 'deepseek-r1'],
    ['llama.cpp', 'deepseek-r1', 'deepseek-r1'],
  ])('%s %s is %s', (engine, model, id) => {
    expect(resolved({ engine, model }).model.id).toBe(id);
  });
});
