import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { decidedId } from '../../../../test/mock/fixtures/discussions.ts';
import { projectId } from '../../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { ImportButton } from './import-button.tsx';
import { readImport } from './read-import.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/projects/${projectId}/discussions`);
});
afterEach(() => mock.close());

const meeting = '# Sessions\n\n**Ada:** Into a table.\n';
const chat = {
  ...{ kind: 'chat', format: 1, title: 'Release', mode: 'text', created_at: '2026-01-16T16:10:00Z' },
  messages: [
    {
      ...{ id: decidedId, reply_to: null, role: 'user', sender: null, message_type: 'chat' },
      ...{ content: 'Ship it', content_format: 'plain', created_at: '2026-01-16T16:10:00Z' },
    },
  ],
};
const fileOf = (content: string, name: string) => new File([content], name);

async function choose(content: string, name: string): Promise<void> {
  renderInProject(
    <>
      <ImportButton />
      <Toaster />
    </>,
  );
  const picker = screen.getByLabelText(/exported as JSON or Markdown/);
  await userEvent.setup().upload(picker, fileOf(content, name));
}

describe('a file that is chosen', () => {
  it('in Markdown is sent as it is, with its name for a title', async () => {
    await choose(meeting, 'stand-up.md');
    await expect.poll(() => window.location.pathname).toBe(`/projects/${projectId}/discussions/${decidedId}`);
  });

  it('that a chat was downloaded as is brought, and the way to it is offered', async () => {
    await choose(JSON.stringify(chat), 'chat.json');
    expect(await screen.findByText('The chat “Release” is here.')).toBeVisible();
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Open the chat' }));
    await expect
      .poll(() => window.location.pathname + window.location.search)
      .toBe(`/projects/${projectId}?chat=${decidedId}&view=chat`);
  });

  it('that the server cannot read is told of by its line', async () => {
    await choose('Hello\n', 'notes.markdown');
    expect(await screen.findByText(/Line 1: nobody says this/)).toBeVisible();
  });
});

describe('what a file holds', () => {
  it('is Markdown by its name, and JSON otherwise', async () => {
    expect(await readImport(fileOf(meeting, 'stand-up.md'))).toEqual({
      ...{ format: 'markdown', content: meeting, as: 'discussion', title: 'stand-up' },
    });
    expect(await readImport(fileOf('{"format": 1}', 'x.json'))).toMatch(/^title: /);
    expect(await readImport(fileOf('{', 'x.json'))).toMatch(/no JSON/);
    expect(await readImport(fileOf(JSON.stringify(chat), 'x.json'))).toEqual(chat);
    expect(await readImport(fileOf('{"kind": "chat"}', 'x.json'))).toMatch(/exported chat/);
    expect(await readImport(fileOf(' \n', 'x.md'))).toMatch(/empty/);
  });

  it('is told to be too large, and in Markdown that JSON takes less', async () => {
    const large = 'x'.repeat(16 * 2 ** 20 + 1);
    expect(await readImport(fileOf(large, 'x.json'))).toBe('This file is larger than 16 MB.');
    expect(await readImport(fileOf(large, 'x.md'))).toMatch(/larger than 16 MB\. .*use JSON/);
  });
});
