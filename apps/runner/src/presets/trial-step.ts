import type { TrialStep } from '@overmind/contracts/frames/questions';

export const passed = (name: string, detail: string): TrialStep => ({ name, ok: true, detail });
export const failed = (name: string, detail: string): TrialStep => ({ name, ok: false, detail });
