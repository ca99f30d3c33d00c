import type { Client } from '@overmind/client/http';
import type { Project } from '@overmind/contracts/entities/project';
import type { Role, Scope } from '@overmind/contracts/entities/user';
import * as auth from '@overmind/contracts/routes/auth';
import { createProject } from '@overmind/contracts/routes/projects';
import { systemCall } from '@overmind/core/call';
import { putMember } from '@overmind/core/identity/members';
import { createUser } from '@overmind/core/identity/users';
import type { TestServer } from './start-test-server.ts';

export const password = 'a long enough phrase 7';

export interface Person {
  id: string;
  email: string;
  /** The bearer token of a session. */
  token: string;
  api: Client;
}

let count = 0;

/** A user, signed in. */
export async function addPerson(
  server: TestServer,
  { name = 'person', isAdmin = false }: { name?: string; isAdmin?: boolean } = {},
): Promise<Person> {
  count += 1;
  const email = `${name}-${count}@example.com`;
  const { id } = await createUser(server.core, systemCall, {
    email,
    password,
    display_name: name,
    is_admin: isAdmin,
  });
  const { token } = await server.nobody.call(auth.login, { body: { email, password } });
  return { id, email, token, api: server.nobody.withToken(token) };
}

/** A project without a repository, with members of these roles beside its owner. */
export async function addProject(
  server: TestServer,
  owner: Person,
  members: Partial<Record<Role, Person>> = {},
  name = 'Shop',
): Promise<Project> {
  const project = await owner.api.call(createProject, { body: { name } });
  for (const [role, person] of Object.entries(members))
    await addMember(server, project.id, person, role as Role);
  return project;
}

export async function addMember(
  server: TestServer,
  projectId: string,
  person: Person,
  role: Role,
): Promise<void> {
  await putMember(server.core, systemCall, projectId, person.id, role);
}

export async function makeToken(
  person: Person,
  scopes: Scope[],
  projectId: string | null = null,
): Promise<{ id: string; token: string }> {
  const made = await person.api.call(auth.createToken, {
    body: { name: 'test', scopes, project_id: projectId },
  });
  return { id: made.api_token.id, token: made.token };
}
