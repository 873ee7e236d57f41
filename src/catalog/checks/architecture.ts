import type { LayerGroup, TextModel } from '../../schema/model.ts';
import type { Check } from './complaints.ts';

/** What a group of layers must state for its memory and work to be computed. */
const NEEDED: Readonly<Record<LayerGroup['kind'], readonly (keyof LayerGroup)[]>> = {
  full: ['heads', 'kv_heads', 'head_dim'],
  sliding: ['heads', 'kv_heads', 'head_dim', 'window'],
  mla: ['heads', 'v_head_dim', 'kv_lora_rank', 'rope_dim', 'qk_nope_dim'],
  linear: ['mixer', 'state_bytes'],
  compressed: ['heads', 'head_dim', 'window', 'q_lora_rank', 'o_lora_rank', 'o_groups'],
};

/** Architectures add up: layers, the dimensions each kind of layer needs, heads shared evenly, active within total. */
export const checkArchitecture: Check = (all, complain) => {
  for (const [id, model] of Object.entries(all.models)) {
    const key = `models/${id}`;
    if (model.params_active_b > model.params_total_b * 1.0001)
      complain.at(
        key,
        ['params_active_b'],
        `${model.params_active_b} is more than the total, ${model.params_total_b}`,
      );
    for (const fault of architectureFaults(model))
      complain.at(key, ['architecture', ...fault.path], fault.message);
  }
};

/** What in an architecture does not add up; empty when it does, or when there is none. */
export function architectureFaults({ architecture: a }: Pick<TextModel, 'architecture'>): {
  path: PropertyKey[];
  message: string;
}[] {
  if (!a) return [];
  const faults: { path: PropertyKey[]; message: string }[] = [];
  const layers = a.attention.reduce((n, g) => n + (g.parallel ? 0 : g.count), 0) + (a.ffn_only_layers ?? 0);
  if (layers !== a.layers)
    faults.push({
      path: ['layers'],
      message: `is ${a.layers}, but the groups of layers add up to ${layers}`,
    });
  const widths = a.ffn_groups?.reduce((n, g) => n + g.count, 0);
  if (widths !== undefined && widths !== a.layers)
    faults.push({ path: ['ffn_groups'], message: `cover ${widths} of ${a.layers} layers` });
  if (a.moe && a.moe.active > a.moe.experts)
    faults.push({
      path: ['moe', 'active'],
      message: `${a.moe.active} of ${a.moe.experts} experts cannot be active`,
    });
  for (const [i, group] of a.attention.entries()) {
    const missing = NEEDED[group.kind].filter((k) => group[k] === undefined);
    if (missing.length > 0)
      faults.push({ path: ['attention', i], message: `${group.kind} layers need ${missing.join(', ')}` });
    const { heads, kv_heads } = group;
    if (heads && kv_heads && heads % kv_heads !== 0)
      faults.push({
        path: ['attention', i, 'kv_heads'],
        message: `${heads} heads do not divide by ${kv_heads}`,
      });
  }
  return faults;
}
