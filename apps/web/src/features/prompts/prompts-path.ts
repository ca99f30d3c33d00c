export const promptsPath = '/settings/prompts';
