import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { User } from '@overmind/contracts/entities/user';
import { sql } from 'kysely';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

export const toUser = (row: Omit<RowOf<'users'>, 'password_hash'>): User => ({
  id: row.id,
  email: row.email,
  display_name: row.display_name,
  is_admin: row.is_admin,
  is_active: row.is_active,
  created_at: iso(row.created_at),
});

export async function insertUser(
  db: Db,
  user: { id: string; email: string; passwordHash: string; displayName: string; isAdmin: boolean },
): Promise<User | null> {
  const row = await db
    .insertInto('users')
    .values({
      id: user.id,
      email: user.email,
      password_hash: user.passwordHash,
      display_name: user.displayName,
      is_admin: user.isAdmin,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? toUser(row) : null;
}

export async function findUserByEmail(db: Db, email: string): Promise<RowOf<'users'> | null> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst();
  return row ?? null;
}

export async function findUserRow(db: Db, id: string): Promise<RowOf<'users'> | null> {
  return (await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function updateUserRow(db: Db, id: string, change: ChangeOf<'users'>): Promise<User | null> {
  const row = await db
    .updateTable('users')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ? toUser(row) : null;
}

export async function hasAnyAdmin(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('is_admin', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countActiveAdmins(db: Db): Promise<number> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('is_admin', '=', true)
    .where('is_active', '=', true)
    .forUpdate()
    .execute();
  return rows.length;
}

export async function listUserPage(db: Db, page: PageQuery): Promise<Page<User>> {
  let query = db
    .selectFrom('users')
    .selectAll()
    .orderBy('id')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('id', '>', decodeIdCursor(page.cursor));
  return toPage(await query.execute(), page.limit, (row) => [row.id], toUser);
}
