import type { z } from 'zod';
import { Agent, AgentConfig, Command } from '../entities/agent.ts';
import { Conversation, Message } from '../entities/conversation.ts';
import { ChatExport } from '../entities/conversation-export.ts';
import { Cycle } from '../entities/cycle.ts';
import { DecisionRecord } from '../entities/discussion.ts';
import { DiscussionAnalytics } from '../entities/discussion-analytics.ts';
import { DiscussionExport } from '../entities/discussion-export.ts';
import { Discussion, DiscussionDetail, DiscussionMessage } from '../entities/discussion-room.ts';
import { RealtimeEvent } from '../entities/event.ts';
import { Merge, MergePreview, ReviewComment } from '../entities/merge.ts';
import { LedgerCall, ListedCall, Usage } from '../entities/model-call.ts';
import { CatalogueModel } from '../entities/model-catalogue.ts';
import { ModelPull } from '../entities/model-pull.ts';
import { Permission, RunInput } from '../entities/permission.ts';
import { Persona } from '../entities/persona.ts';
import { Project } from '../entities/project.ts';
import { Experiment, Prompt, PromptVersion } from '../entities/prompt.ts';
import { Provenance } from '../entities/provenance.ts';
import { Provider } from '../entities/provider.ts';
import { Correction, Recording, RecordingDetail } from '../entities/recording.ts';
import { Request, Understanding } from '../entities/request.ts';
import { Artifact, LogLine, Run, RunJob, RunResult } from '../entities/run.ts';
import { Runner } from '../entities/runner.ts';
import { SearchResult } from '../entities/search.ts';
import { Spec, SpecPhase, SpecPhaseVersion } from '../entities/spec.ts';
import { SpeechState } from '../entities/speech.ts';
import { StateDocument, StateVersion } from '../entities/state.ts';
import { Task, TaskEvent } from '../entities/task.ts';
import { Terminal } from '../entities/terminal.ts';
import { TestReport } from '../entities/test-report.ts';
import { TranscriptChange } from '../entities/transcript.ts';
import { Session, User } from '../entities/user.ts';
import { Problem } from '../errors.ts';
import { ClientFrame, ServerFrame } from '../frames/client.ts';
import { RunnerFrame, ServerToRunnerFrame } from '../frames/runner.ts';
import { VoiceClientFrame, VoiceServerFrame } from '../frames/voice.ts';

/** Every schema published under its own name, at `/api/schemas/:name` and in OpenAPI's components. */
export const publishedSchemas = {
  Agent,
  AgentConfig,
  Artifact,
  CatalogueModel,
  ChatExport,
  ClientFrame,
  Command,
  Conversation,
  Correction,
  Cycle,
  DecisionRecord,
  Discussion,
  DiscussionAnalytics,
  DiscussionDetail,
  DiscussionExport,
  DiscussionMessage,
  Experiment,
  LedgerCall,
  ListedCall,
  LogLine,
  Merge,
  MergePreview,
  Message,
  ModelPull,
  Permission,
  Persona,
  Problem,
  Project,
  Prompt,
  PromptVersion,
  Provenance,
  Provider,
  RealtimeEvent,
  Recording,
  RecordingDetail,
  Request,
  ReviewComment,
  Run,
  RunInput,
  RunJob,
  RunnerFrame,
  Runner,
  RunResult,
  ServerFrame,
  ServerToRunnerFrame,
  SearchResult,
  Session,
  Spec,
  SpecPhase,
  SpecPhaseVersion,
  SpeechState,
  StateDocument,
  StateVersion,
  Task,
  TaskEvent,
  Terminal,
  TestReport,
  TranscriptChange,
  Understanding,
  Usage,
  User,
  VoiceClientFrame,
  VoiceServerFrame,
} as const satisfies Record<string, z.ZodType>;
