import { type ClientContext, methods, RequestError } from '@agentclientprotocol/sdk';
import type { Transcript } from '../../transcript/transcript.ts';
import { type Introduction, NewSession, readAnswer } from './answers.ts';

export interface SessionPlace {
  agent: ClientContext;
  cwd: string;
  /** Of a session in this home that is to be gone on with. */
  resume: string | null;
  environment: Readonly<Record<string, string | undefined>>;
  transcript: Transcript;
}

interface Session {
  id: string;
  isResumable: boolean;
  isResumed: boolean;
}

/** The earlier session where there is one and the agent can go on with it, else a new one. */
export async function openSession(info: Introduction, place: SessionPlace): Promise<Session> {
  const { agentCapabilities } = info;
  const canLoad = agentCapabilities?.loadSession ?? false;
  const canResume = Boolean(agentCapabilities?.sessionCapabilities?.resume);
  const isResumable = canLoad || canResume;
  const { resume, transcript } = place;
  if (resume !== null) {
    if (isResumable && (await goOn(resume, canResume, place)))
      return { id: resume, isResumable, isResumed: true };
    transcript.addNotice(
      'warning',
      'The session of the lost run could not be gone on with; this is a new one.',
    );
  }
  const method = methods.agent.session.new;
  const answer = await place.agent.request(method, { cwd: place.cwd, mcpServers: [] });
  const { sessionId } = readAnswer(NewSession, answer, method);
  return { id: sessionId, isResumable, isResumed: false };
}

async function goOn(sessionId: string, canResume: boolean, place: SessionPlace): Promise<boolean> {
  const { agent, cwd, transcript } = place;
  const method = canResume ? methods.agent.session.resume : methods.agent.session.load;
  transcript.isReplay = true;
  try {
    await agent.request(method, { sessionId, cwd, mcpServers: [] });
    return true;
  } catch (error) {
    // A session that it no longer has is no reason to fail; one that needs a sign-in is told by the new one.
    if (error instanceof RequestError) return false;
    throw error;
  } finally {
    transcript.isReplay = false;
  }
}
