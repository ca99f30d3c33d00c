export const providersPath = '/settings/providers';
