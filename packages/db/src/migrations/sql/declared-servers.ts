/**
 * The origin of which whoever runs it has said that it passes nothing on. Nobody was asked that before: servers that are
 * there already have said nothing.
 */
export const declaredServers = `
alter table model_providers add column serves_itself_at text;
`;
