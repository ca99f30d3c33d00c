import type { SpeechInput } from '@overmind/contracts/entities/speech';
import * as routes from '@overmind/contracts/routes/recordings';
import type { Call } from '@overmind/core/call';
import { getConversation } from '@overmind/core/conversations/talk';
import type { Core } from '@overmind/core/core';
import { requireVoice } from '@overmind/core/projects/voice-rules';
import {
  deleteRecording,
  putRecordingTasks,
  renameRecording,
  transcribeAgain,
} from '@overmind/core/recordings/change';
import { getRecording, getRecordingAudio, listRecordings } from '@overmind/core/recordings/read';
import { sayRecording } from '@overmind/core/recordings/say';
import { uploadRecording } from '@overmind/core/recordings/upload';
import {
  createCorrection,
  deleteCorrection,
  listCorrections,
  updateCorrection,
} from '@overmind/core/voice/corrections';
import { speakText } from '@overmind/core/voice/speak';
import { readSpeechState } from '@overmind/core/voice/speech-state';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireRole } from '../plugins/policy.ts';
import { readFormFile } from './form-file.ts';
import { type Handler, on, wholeList } from './handle.ts';
import { sendFile } from './send-file.ts';

const untitled = 'Recording';

/** A name of a file as a title: a line of text, with its ending, as the same may come in several formats. */
function titleFrom(name: string): string {
  const line = name
    .toWellFormed()
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return line.slice(0, 200).toWellFormed() || untitled;
}

async function upload(core: Core, call: Call, conversationId: string, raw: FastifyRequest) {
  const { project_id: projectId } = await getConversation(core, conversationId);
  const { language } = await requireVoice(core, projectId, 'recognition');
  return readFormFile(raw.raw, ['title'], ({ content, name, fields }) => {
    const title = titleFrom(fields.get('title') ?? name);
    return uploadRecording(core, call, conversationId, { content, title, language });
  });
}

async function hearAgain(core: Core, call: Call, id: string, language: string | null) {
  const { project_id: projectId } = await getRecording(core, id);
  const rules = await requireVoice(core, projectId, 'recognition');
  return transcribeAgain(core, call, id, language ?? rules.language);
}

async function sendAudio(
  core: Core,
  id: string,
  isDownload: boolean,
  { raw, reply }: { raw: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const found = await getRecordingAudio(core, id);
  reply.header('cache-control', 'private, no-cache');
  return sendFile(core, raw, reply, { ...found, what: 'The sound of this recording', isInline: !isDownload });
}

/** The project that is asked for, or that of a token of one project, once the caller is known as a member of it. */
async function speechProject(core: Core, { actor }: Call, asked: string | undefined): Promise<string | null> {
  if (actor.kind !== 'user') return null;
  const projectId = asked ?? actor.onlyProjectId;
  if (projectId !== null) await requireRole(core, actor, 'project', projectId, 'viewer');
  return projectId;
}

async function speechState(core: Core, call: Call, asked: string | undefined) {
  return readSpeechState(core, await speechProject(core, call, asked));
}

async function sendSpeech(core: Core, call: Call, body: SpeechInput, reply: FastifyReply) {
  const project_id = await speechProject(core, call, body.project_id);
  const usual = project_id === null ? null : (await requireVoice(core, project_id, 'synthesis')).voice;
  const asked = project_id === null ? body : { ...body, project_id };
  const { content, sizeBytes } = await speakText(core, asked, usual);
  reply
    .type('audio/wav')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', 'inline; filename="speech.wav"')
    .header('content-security-policy', "default-src 'none'; sandbox");
  if (sizeBytes !== null) reply.header('content-length', sizeBytes);
  return reply.send(content);
}

export const recordingHandlers = (core: Core): Handler[] => [
  on(routes.uploadRecording, ({ call, params, raw }) => upload(core, call, params.id, raw)),
  on(routes.listRecordings, ({ params, query }) => listRecordings(core, params.id, query)),
  on(routes.getRecording, ({ params }) => getRecording(core, params.id)),
  on(routes.updateRecording, ({ call, params, body }) => renameRecording(core, call, params.id, body.title)),
  on(routes.deleteRecording, ({ call, params }) => deleteRecording(core, call, params.id)),
  on(routes.getRecordingAudio, ({ params, query, raw, reply }) =>
    sendAudio(core, params.id, query.download === 'true', { raw, reply }),
  ),
  on(routes.transcribeRecording, ({ call, params, body }) =>
    hearAgain(core, call, params.id, body?.language ?? null),
  ),
  on(routes.putRecordingTasks, ({ call, params, body }) =>
    putRecordingTasks(core, call, params.id, body.task_ids),
  ),
  on(routes.sayRecording, ({ call, params, body }) => sayRecording(core, call, params.id, body ?? {})),
  on(routes.listCorrections, ({ params }) => wholeList(listCorrections(core, params.id))),
  on(routes.createCorrection, ({ call, params, body }) => createCorrection(core, call, params.id, body)),
  on(routes.updateCorrection, ({ call, params, body }) => updateCorrection(core, call, params.id, body)),
  on(routes.deleteCorrection, ({ call, params }) => deleteCorrection(core, call, params.id)),
  on(routes.getSpeech, ({ call, query }) => speechState(core, call, query.project_id)),
  on(routes.speak, ({ call, body, reply }) => sendSpeech(core, call, body, reply)),
];
