/** The provider of the demo and of tests: it replays recorded transcripts, and whatever shows its calls says so. */
export const scriptedProvider = 'scripted';
/** Of a provider's name, or of a model's. */
export const isScripted = (name: string): boolean => name.split('/')[0] === scriptedProvider;
