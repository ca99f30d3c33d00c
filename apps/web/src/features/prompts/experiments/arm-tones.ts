const tones = ['bg-accent', 'bg-done', 'bg-review', 'bg-running', 'bg-blocked'] as const;

/** The colour of an arm by its place, the same in every picture of an experiment. */
export const toneOf = (index: number): string => tones[index % tones.length] ?? 'bg-accent';
