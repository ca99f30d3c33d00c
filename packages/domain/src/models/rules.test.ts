import { ModelPolicy, ModelRules } from '@overmind/contracts/entities/model';
import { describe, expect, it } from 'vitest';
import { ownPolicy, underRules } from './rules.ts';

const policy = (own: object = {}) => ModelPolicy.parse({ privacy: 'any', ...own });
const rules = (more: object) => ModelRules.parse(more);

describe('rules over a policy', () => {
  it('make it stricter and ask for more, and never for less', () => {
    const own = policy({ privacy: 'no_training', capabilities: ['json'], min_context_tokens: 9_000 });
    expect(
      underRules(own, rules({ privacy: 'local_only', capabilities: ['tools'], min_context_tokens: 4_000 })),
    ).toEqual({
      ...own,
      privacy: 'local_only',
      capabilities: ['json', 'tools'],
    });
    expect(underRules(own, rules({ privacy: 'any' })).privacy).toBe('no_training');
  });

  it('say how to choose where it does not', () => {
    const chosen = rules({
      ...{ complexity: 'high', weights: { cost: 0, quality: 100, latency: 0 }, prefer_by: 'score' },
      prefer: ['ollama/a', 'ollama/b'],
    });
    expect(underRules(policy(), chosen)).toMatchObject(chosen);
    const own = policy({
      ...{ complexity: 'low', weights: { cost: 100 }, prefer_by: 'order', prefer: ['ollama/c'] },
    });
    expect(underRules(own, chosen)).toEqual(own);
  });

  it('change nothing where there are none', () => {
    expect(underRules(policy(), undefined)).toEqual(policy());
  });
});

it('names that are no models are passed over in the policy of a persona', () => {
  expect(ownPolicy({ privacy: 'local_only', prefer: ['nonsense', 'ollama/a'] })).toMatchObject({
    privacy: 'local_only',
    prefer: ['ollama/a'],
  });
  expect(ownPolicy(undefined).privacy).toBe('any');
});
