import { describe, expect, it } from 'vitest';
import { makeStepUp } from '../../../../src/recommend/flips/step-up.ts';
import { deriveDemand } from '../../../../src/recommend/need.ts';
import { nothingPaid } from '../../../../src/recommend/prices/quotes.ts';
import { surveyOf } from '../../../../src/recommend/survey.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import { mini, said, TODAY } from '../../../fixtures/mini-catalog.ts';

/** Who owns that asks for a chat, and hears whether this machine of the answer is a step up from it. */
function stepUpFrom(own: string[], models: string[] = [], form: Answers['form'] = 'any') {
  const answers = said({ own, models, form });
  const { needs } = deriveDemand(answers, mini);
  const survey = surveyOf(answers, needs, mini, TODAY);
  const stepUp = makeStepUp({
    answers,
    needs,
    catalog: mini,
    ownedBeside: () => survey.owned,
    evaluate: survey.evaluate,
    contextUnder: (other) => survey.contextFor(other, survey.prices),
    nothing: nothingPaid(survey.terms),
  });
  return (id: string, change: Parameters<typeof stepUp>[1] = {}) => {
    const found = survey.field.find((j) => j.evaluated.system.id === id);
    if (!found) throw new Error(`${id} is no answer`);
    return stepUp(found, change);
  };
}

describe('a step up', () => {
  it('is every machine to who owns nothing', () => expect(stepUpFrom([])('box-cuda')).toBe(true));
  it('is none beside which what is owned would be kept, unless that could not do the work then', () => {
    // Whoever names a model, and has what runs it, is told to keep that.
    const fromMac = stepUpFrom(['mac-64'], ['moe-30b-a3b']);
    expect(fromMac('tower-1x24')).toBe(false);
    expect(fromMac('tower-1x24', { cuda: 'required' })).toBe(true);
    expect(fromMac('tower-1x24', { os: 'linux' })).toBe(true);
    expect(fromMac('tower-1x24', { os: 'macos' })).toBe(false);
  });
  it('is none that does nothing better, whatever what is owned could not do then', () => {
    const fromBox = stepUpFrom(['box-amd']);
    expect(fromBox('box-amd-twin')).toBe(false);
    expect(fromBox('box-amd-twin', { cuda: 'required' })).toBe(false);
    expect(fromBox('box-amd-twin', { os: 'macos' })).toBe(false);
  });
  it('is every machine to whose owner what is owned has another shape, until that is given up', () => {
    const fromTower = stepUpFrom(['tower-1x24'], ['moe-30b-a3b'], 'mini');
    expect(fromTower('box-amd')).toBe(true);
    expect(fromTower('box-amd', { form: 'any' })).toBe(false);
  });
});
