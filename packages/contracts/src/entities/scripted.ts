/** The provider of the demo and of tests: it answers from transcripts that people wrote, and whatever shows its calls says so. */
export const scriptedProvider = 'scripted';
/** The demo's model. It knows nothing but its transcripts, so it answers only what names it. */
export const demoModel = `${scriptedProvider}/transcripts`;
/** Of a provider's name, or of a model's. */
export const isScripted = (name: string): boolean => name.split('/')[0] === scriptedProvider;
