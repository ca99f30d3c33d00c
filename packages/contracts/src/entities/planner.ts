import { z } from 'zod';
import { ModelPolicy } from './model.ts';

/** How requests become tasks. The rules are enough on their own. */
export const PlannerSettings = z.strictObject({
  uses_model: z.boolean().default(false).meta({
    description:
      'a model writes tasks better and helps where the rules are unsure; the rules hold when it fails',
  }),
  policy: ModelPolicy.prefault({}).meta({ description: 'which models may be asked' }),
});
