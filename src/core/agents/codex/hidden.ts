/**
 * What is known and deliberately makes no event, each with the reason. The lists are Codex's own, of
 * all versions: what stands in none of them becomes `unrecognised`.
 */
const words = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');

/** Types of `event_msg` payloads and of `codex/event` notifications. */
export const hiddenEvents: ReadonlySet<string> = new Set([
  // Aggregates and pieces of what other events tell.
  ...words('turn_diff item_updated agent_message_content_delta reasoning_content_delta'),
  ...words('reasoning_raw_content_delta plan_delta patch_apply_updated terminal_interaction'),
  ...words('turn_moderation_metadata raw_response_completed token_usage_record'),
  // Answers to questions of the interface, and what it sets up.
  ...words('get_history_entry_response list_custom_prompts_response list_skills_response'),
  ...words('mcp_list_tools_response conversation_history conversation_path list_models_response'),
  ...words('mcp_startup_update mcp_startup_complete skills_update_available shutdown_complete'),
  ...words('remote_skill_downloaded list_remote_skills_response thread_settings_applied'),
  ...words(
    'realtime_conversation_started realtime_conversation_realtime realtime_conversation_sdp',
  ),
  ...words('realtime_conversation_closed realtime_conversation_list_voices_response'),
  ...words('model_verification safety_buffering thread_goal_updated ghost_snapshot'),
  ...words('auth_recovery_started auth_recovery_completed thread_queue_changed'),
  ...words('environment_connected environment_disconnected elicitation_abandoned'),
  // Beginnings whose ends are told, and which no call of the model stands for.
  ...words(
    'image_generation_begin undo_started hook_started guardian_assessment mcp_tool_call_progress',
  ),
]);

/** Types of items of the model's conversation. */
export const hiddenResponses: ReadonlySet<string> = new Set([
  // The context that Codex keeps for the model: snapshots, tools, encrypted summaries.
  ...words('ghost_snapshot additional_tools compaction compaction_summary compaction_trigger'),
  ...words('context_compaction configuration_update other'),
]);

/** Types of lines of a rollout file that describe the model's context. */
export const hiddenLines: ReadonlySet<string> = new Set(
  words(`world_state inter_agent_communication_metadata token_usage_record metadata state
    dynamic_tools_updated security_risk_score realtime_item`),
);

/** Notifications and requests of the app server; those that end in `/` stand for all beneath. */
export const hiddenMethods: readonly string[] = [
  // The account, the settings and the machine, not the work.
  ...words('account/ app/ apps/ config/ configWarning skills/ plugin/ marketplace/ model/list fs/'),
  ...words(
    'mcpServer/startupStatus/ mcpServer/oauthLogin/ mcpServerStatus/ windows/ windowsSandbox/',
  ),
  ...words('fuzzyFileSearch fuzzyFileSearch/ feedback/ experimentalFeature/ collaborationMode/'),
  ...words('externalAgentConfig/ hooks/ environment/ environments/ remoteControl/ process/'),
  ...words(
    'command/exec command/exec/ device/ review/ memory/ currentTime/ attestation/ worktree/',
  ),
  // What the client asks: what comes of it is told by notifications.
  ...words('initialize initialized thread/start thread/resume thread/fork thread/read thread/list'),
  ...words('thread/loaded/ thread/archive thread/unarchive thread/unsubscribe thread/name/set'),
  ...words('thread/metadata/ thread/compact/ thread/rollback thread/shellCommand thread/goal/'),
  ...words('thread/backgroundTerminals/ thread/inject_items thread/turns/ thread/items/'),
  ...words('thread/settings/ thread/memoryMode/ thread/search thread/increment_elicitation'),
  ...words('thread/decrement_elicitation thread/approveGuardianDeniedAction thread/delete'),
  ...words('turn/start turn/steer turn/interrupt thread/revert thread/attachment/'),
  ...words('thread/attachmentOwner/ threadSection/ thread/section/ modelProvider/'),
  ...words('permissionProfile/ mcpServer/oauth/ mcpServer/resource/ mcpServer/tool/'),
  ...words('configRequirements/ project/ thread/project/ thread/queue/ thread/prediction/'),
  // States of the thread that its turns tell better, and the voice mode.
  ...words('thread/status/changed thread/archived thread/unarchived thread/closed thread/deleted'),
  ...words('thread/readState/ autoApprovalReview/ mcpServer/event/'),
  ...words('thread/realtime/ thread/environment/ hook/started item/autoApprovalReview/'),
  // Aggregates and repetitions of what items tell.
  ...words(
    'turn/diff/updated item/updated item/reasoning/summaryPartAdded turn/moderationMetadata',
  ),
  ...words(
    'item/commandExecution/terminalInteraction item/fileChange/outputDelta model/verification',
  ),
  ...words('thread/compacted model/safetyBuffering/ rawResponseItem/ rawResponse/'),
  // The first protocol's requests.
  ...words('newConversation resumeConversation forkConversation listConversations sendUserTurn'),
  ...words(
    'archiveConversation addConversationListener removeConversationListener sendUserMessage',
  ),
  ...words('interruptConversation getUserSavedConfig setDefaultModel getUserAgent userInfo'),
  ...words('getConversationSummary gitDiffToRemote loginApiKey loginChatGpt cancelLoginChatGpt'),
  ...words('logoutChatGpt getAuthStatus execOneOffCommand authStatusChange loginChatGptComplete'),
  ...words('sessionConfigured'),
];
