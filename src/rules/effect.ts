import type { Effect, RuleCondition } from '../schema/rule.ts';
import type { AlternativeKind } from '../schema/vocabulary.ts';

export type EffectKind = 'exclude' | 'warn' | 'note' | 'prefer' | 'require' | 'suggest';

/** An effect with its kind spelt out, so that code can switch over it. */
export type KnownEffect =
  | { readonly kind: 'exclude' }
  | { readonly kind: 'warn' }
  | { readonly kind: 'note' }
  | { readonly kind: 'prefer'; readonly points: number }
  | { readonly kind: 'require'; readonly condition: RuleCondition }
  | { readonly kind: 'suggest'; readonly alternative: AlternativeKind };

export function readEffect(effect: Effect): KnownEffect {
  if ('exclude' in effect) return { kind: 'exclude' };
  if ('warn' in effect) return { kind: 'warn' };
  if ('note' in effect) return { kind: 'note' };
  if ('prefer' in effect) return { kind: 'prefer', points: effect.prefer };
  if ('require' in effect) return { kind: 'require', condition: effect.require };
  return { kind: 'suggest', alternative: effect.suggest };
}
