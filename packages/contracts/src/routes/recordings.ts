import { z } from 'zod';
import { Message } from '../entities/conversation.ts';
import { PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import {
  Correction,
  CorrectionPatch,
  NewCorrection,
  Recording,
  RecordingDetail,
  RecordingItem,
  RecordingMessage,
  RecordingPatch,
  RecordingStatus,
  RecordingTasks,
} from '../entities/recording.ts';
import { SpeechInput, SpeechState } from '../entities/speech.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const uploadRecording = defineRoute({
  id: 'recordings.create',
  method: 'POST',
  path: '/conversations/:id/recordings',
  summary: 'Bring a recording, as the field `file` of a multipart form; it is transcribed by itself',
  policy: ofProject('operator', 'conversation'),
  params: IdParams,
  bodyKind: 'multipart',
  response: Recording,
  status: 201,
});
export const listRecordings = defineRoute({
  id: 'recordings.list',
  method: 'GET',
  path: '/projects/:id/recordings',
  summary: 'Recordings, newest first; `q` searches what was said in them and their titles',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({
    ...PageQuery.shape,
    q: z.string().trim().min(1).max(200).optional(),
    conversation: Uuid.optional(),
    task: Uuid.optional(),
    status: RecordingStatus.optional(),
  }),
  response: pageOf(RecordingItem),
});
export const getRecording = defineRoute({
  id: 'recordings.get',
  method: 'GET',
  path: '/recordings/:id',
  summary: 'One recording with its transcript',
  policy: ofProject('viewer', 'recording'),
  params: IdParams,
  response: RecordingDetail,
});
export const updateRecording = defineRoute({
  id: 'recordings.update',
  method: 'PATCH',
  path: '/recordings/:id',
  summary: 'Rename a recording',
  policy: ofProject('operator', 'recording'),
  params: IdParams,
  body: RecordingPatch,
  response: Recording,
});
export const deleteRecording = defineRoute({
  id: 'recordings.delete',
  method: 'DELETE',
  path: '/recordings/:id',
  summary:
    'Delete a recording with its transcript, not what was said of it in chats: your own, or as a maintainer any',
  policy: ofProject('operator', 'recording'),
  params: IdParams,
});
export const getRecordingAudio = defineRoute({
  id: 'recordings.audio',
  method: 'GET',
  path: '/recordings/:id/audio',
  summary: 'The audio of a recording; ranges are served',
  policy: ofProject('viewer', 'recording'),
  params: IdParams,
  query: z.strictObject({
    download: z.enum(['true', 'false']).default('false').meta({ description: 'as a file to keep' }),
  }),
  responseKind: 'bytes',
});
export const transcribeRecording = defineRoute({
  id: 'recordings.transcribe',
  method: 'POST',
  path: '/recordings/:id/transcribe',
  summary: 'Hear a recording again; the transcript there is stays until the new one is done',
  policy: ofProject('operator', 'recording'),
  params: IdParams,
  body: z.strictObject({ language: z.string().min(2).max(35).optional() }).optional(),
  response: Recording,
  status: 202,
});
export const putRecordingTasks = defineRoute({
  id: 'recordings.tasks.put',
  method: 'PUT',
  path: '/recordings/:id/tasks',
  summary: 'Say which tasks a recording belongs to',
  policy: ofProject('operator', 'recording'),
  params: IdParams,
  body: RecordingTasks,
  response: RecordingDetail,
});
export const sayRecording = defineRoute({
  id: 'recordings.say',
  method: 'POST',
  path: '/recordings/:id/message',
  summary: 'Say what a recording holds, or a part of it, in its conversation',
  policy: ofProject('operator', 'recording'),
  params: IdParams,
  body: RecordingMessage.optional(),
  response: Message,
  status: 201,
});
export const listCorrections = defineRoute({
  id: 'corrections.list',
  method: 'GET',
  path: '/projects/:id/corrections',
  summary: 'Words that are heard wrongly in this project, and what is meant',
  policy: ofProject('viewer'),
  params: IdParams,
  response: z.object({ items: z.array(Correction), next_cursor: z.null() }),
});
export const createCorrection = defineRoute({
  id: 'corrections.create',
  method: 'POST',
  path: '/projects/:id/corrections',
  summary: 'Say what is meant by something that is heard; it counts for what is heard from then on',
  policy: ofProject('operator'),
  params: IdParams,
  body: NewCorrection,
  response: Correction,
  status: 201,
});
export const updateCorrection = defineRoute({
  id: 'corrections.update',
  method: 'PATCH',
  path: '/corrections/:id',
  summary: 'Change a correction',
  policy: ofProject('operator', 'correction'),
  params: IdParams,
  body: CorrectionPatch,
  response: Correction,
});
export const deleteCorrection = defineRoute({
  id: 'corrections.delete',
  method: 'DELETE',
  path: '/corrections/:id',
  summary: 'Take back a correction',
  policy: ofProject('operator', 'correction'),
  params: IdParams,
});
export const getSpeech = defineRoute({
  id: 'speech.get',
  method: 'GET',
  path: '/speech',
  summary: 'Whether the server can hear and speak, and with which voices',
  policy: { kind: 'signed_in', isForProjectTokens: true },
  query: z.strictObject({
    project_id: Uuid.optional().meta({
      description:
        'whose rules count: what hears and speaks for it; only for its members. Else that of a token of one project',
    }),
  }),
  response: SpeechState,
});
export const speak = defineRoute({
  id: 'speech.speak',
  method: 'POST',
  path: '/speech',
  summary: 'A text as speech, a WAV file',
  policy: { kind: 'signed_in', isForProjectTokens: true },
  scope: 'read',
  body: SpeechInput,
  responseKind: 'bytes',
});
