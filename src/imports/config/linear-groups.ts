import type { LayerGroup } from '../../schema/model.ts';
import type { ConfigReader } from './config-reader.ts';

/** What stands in for attention, by the way its dimensions are written. */
export type LinearKind = 'gated-deltanet' | 'kda' | 'nemotron-mamba' | 'mamba' | 'short-conv';

type Group = Omit<LayerGroup, 'count'>;
const F32_BYTES = 4;

/** A layer with a state of fixed size in place of a cache. `state_bytes` as llama.cpp allocates it, in 32 bit. */
export function linearGroup(c: ConfigReader, kind: LinearKind): Group {
  switch (kind) {
    case 'gated-deltanet':
      return deltanet(c);
    case 'kda':
      return kimiDelta(c);
    case 'nemotron-mamba':
      return mamba({
        groups: c.int('n_groups'),
        state: c.int('ssm_state_size'),
        heads: c.int('mamba_num_heads'),
        head: c.int('mamba_head_dim'),
        kernel: c.int('conv_kernel'),
      });
    case 'mamba':
      return mamba({
        groups: c.int('mamba_n_groups'),
        state: c.int('mamba_d_state'),
        heads: c.int('mamba_n_heads'),
        head: mambaHead(c),
        kernel: c.int('mamba_d_conv'),
      });
    case 'short-conv': {
      const kernel = c.int('conv_L_cache');
      return {
        kind: 'linear',
        mixer: 'short-conv',
        conv_kernel: kernel,
        state_bytes: F32_BYTES * Math.max(0, kernel - 1) * c.int('hidden_size'),
        owns_cache: true,
      };
    }
  }
}

/** "auto": as wide as the model is expanded, divided over the heads. */
function mambaHead(c: ConfigReader): number {
  if (c.text('mamba_d_head') !== 'auto') return c.int('mamba_d_head');
  return (c.int('mamba_expand') * c.int('hidden_size')) / Math.max(1, c.int('mamba_n_heads'));
}

/** Matrix of keys by values per head, and the last inputs of the short convolution over keys, queries and values. */
const stateBytes = (matrix: number, convolved: number, kernel: number): number =>
  F32_BYTES * (matrix + Math.max(0, kernel - 1) * convolved);

function deltanet(c: ConfigReader): Group {
  const key_heads = c.int('linear_num_key_heads');
  const key_dim = c.int('linear_key_head_dim');
  const value_heads = c.int('linear_num_value_heads');
  const value_dim = c.int('linear_value_head_dim');
  const conv_kernel = c.int('linear_conv_kernel_dim');
  const convolved = 2 * key_heads * key_dim + value_heads * value_dim;
  return {
    kind: 'linear',
    mixer: 'gated-deltanet',
    key_heads,
    key_dim,
    value_heads,
    value_dim,
    conv_kernel,
    state_bytes: stateBytes(value_heads * value_dim * key_dim, convolved, conv_kernel),
    fused_qkv: convolved,
    owns_cache: true,
  };
}

function kimiDelta(config: ConfigReader): Group {
  const c = config.part('linear_attn_config') ?? config;
  const heads = c.int('num_heads');
  const dim = c.int('head_dim');
  const kernel = c.int('short_conv_kernel_size');
  return {
    kind: 'linear',
    mixer: 'kda',
    key_heads: heads,
    key_dim: dim,
    value_heads: heads,
    value_dim: dim,
    conv_kernel: kernel,
    decay_rank: dim,
    ...(c.flag('use_full_rank_gate') ? {} : { gate_rank: dim }),
    state_bytes: stateBytes(heads * dim * dim, 3 * heads * dim, kernel),
    owns_cache: true,
  };
}

function mamba(d: { groups: number; state: number; heads: number; head: number; kernel: number }): Group {
  const inner = d.heads * d.head;
  return {
    kind: 'linear',
    mixer: 'mamba2',
    key_heads: d.groups,
    key_dim: d.state,
    value_heads: d.heads,
    value_dim: d.head,
    conv_kernel: d.kernel,
    state_bytes: stateBytes(inner * d.state, inner + 2 * d.groups * d.state, d.kernel),
    owns_cache: true,
  };
}
