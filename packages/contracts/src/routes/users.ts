import { z } from 'zod';
import { Line, PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { Email, Member, Password, Role, User } from '../entities/user.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

const admin = { kind: 'admin' } as const;

export const listUsers = defineRoute({
  id: 'users.list',
  method: 'GET',
  path: '/users',
  summary: 'Everyone on this installation',
  policy: admin,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(User),
});
export const createUser = defineRoute({
  id: 'users.create',
  method: 'POST',
  path: '/users',
  summary: 'Add a user',
  policy: admin,
  scope: 'admin',
  body: z.strictObject({
    email: Email,
    password: Password,
    display_name: Line(100).optional(),
    is_admin: z.boolean().default(false),
  }),
  response: User,
  status: 201,
});
export const updateUser = defineRoute({
  id: 'users.update',
  method: 'PATCH',
  path: '/users/:id',
  summary: 'Change a user; deactivating ends the sessions',
  policy: admin,
  scope: 'admin',
  params: IdParams,
  body: z.strictObject({
    display_name: Line(100).optional(),
    is_admin: z.boolean().optional(),
    is_active: z.boolean().optional(),
    password: Password.optional(),
  }),
  response: User,
});

export const listMembers = defineRoute({
  id: 'members.list',
  method: 'GET',
  path: '/projects/:id/members',
  summary: 'Who may do what in this project',
  policy: ofProject('viewer'),
  params: IdParams,
  response: z.object({ items: z.array(Member), next_cursor: z.null() }),
});
const MemberParams = z.strictObject({ id: Uuid, user_id: Uuid });
export const putMember = defineRoute({
  id: 'members.put',
  method: 'PUT',
  path: '/projects/:id/members/:user_id',
  summary: "Give a user a role, or change it; a project's last owner stays",
  policy: ofProject('owner'),
  params: MemberParams,
  body: z.strictObject({ role: Role }),
  response: Member,
});
export const removeMember = defineRoute({
  id: 'members.remove',
  method: 'DELETE',
  path: '/projects/:id/members/:user_id',
  summary: 'Take a user out of the project; their sockets close within 5 seconds',
  policy: ofProject('owner'),
  params: MemberParams,
});
