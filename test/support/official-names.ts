/**
 * What agents' own types and schemas name, where they come with no package of a size that a project can depend
 * on: taken from `@anthropic-ai/claude-agent-sdk` 0.3.332 and Claude Code 2.1.332, and from Codex 0.169.0
 * (`codex app-server generate-ts`).
 */
const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** Subtypes of `system` in `SDKMessage`. */
export const claudeSystem = words(`
  init compact_boundary status api_retry control_request_progress model_refusal_fallback
  model_refusal_no_fallback local_command_output hook_started hook_progress hook_response
  plugin_install task_notification task_started task_updated task_progress
  background_tasks_changed thinking_tokens session_state_changed worker_shutting_down
  commands_changed notification files_persisted memory_recall elicitation_complete
  permission_denied mirror_error informational session_writes_lost
`);

/** The other types of `SDKMessage`. */
export const claudeMessages = words(`
  assistant user result stream_event tool_progress auth_status tool_use_summary
  rate_limit_event prompt_suggestion conversation_reset
`);

/** Types of lines of a session file. */
export const claudeLines = words(`
  assistant user system attachment summary file-history-snapshot file-history-delta mode
  permission-mode last-prompt ai-title custom-title agent-name agent-color agent-setting tag
  task-summary pr-link frame-link queue-operation progress content-replacement worktree-state
  attribution-snapshot memory-mode session-owner isolation-latch atis-latch dev-mods
  cost-state tools-used artifact-comment-monitor artifact-autoreact-ledger data-flow-records
  data-flow-incomplete bridge-session continued-in derived-from fork-context-ref observer-ref
  resume-head-vouch history-suppression ended-by-model relocated api-request api-request-shape
  api-request-blob api-request-resumed
`);

export const claudeHooks = words(`

`);

/** Server notifications of the app server. */
export const codexNotifications = words(`
  account/gatewayOAuth/changed account/login/completed account/rateLimits/updated
  account/updated app/list/updated autoApprovalReview/strictReviewRequired
  command/exec/outputDelta configWarning deprecationNotice error
  externalAgentConfig/import/completed externalAgentConfig/import/progress fs/changed
  fuzzyFileSearch/sessionCompleted fuzzyFileSearch/sessionUpdated guardianWarning
  hook/completed hook/started item/agentMessage/delta item/autoApprovalReview/completed
  item/autoApprovalReview/started item/commandExecution/outputDelta
  item/commandExecution/terminalInteraction item/completed item/fileChange/outputDelta
  item/fileChange/patchUpdated item/mcpToolCall/progress item/plan/delta
  item/reasoning/summaryPartAdded item/reasoning/summaryTextDelta item/reasoning/textDelta
  item/started mcpServer/event/stream/notification mcpServer/oauthLogin/completed
  mcpServer/startupStatus/updated model/rerouted model/safetyBuffering/updated
  model/verification modelProvider/authRecoveryCompleted modelProvider/authRecoveryStarted
  process/exited process/outputDelta project/changed rawResponse/completed
  rawResponseItem/completed remoteControl/status/changed serverRequest/resolved skills/changed
  thread/archived thread/attachment/updated thread/closed thread/compacted thread/deleted
  thread/environment/connected thread/environment/disconnected thread/goal/cleared
  thread/goal/updated thread/name/updated thread/prediction/updated thread/project/updated
  thread/queue/changed thread/readState/changed thread/realtime/closed thread/realtime/error
  thread/realtime/item/completed thread/realtime/item/started
  thread/realtime/item/transcript/delta thread/realtime/itemAdded
  thread/realtime/outputAudio/delta thread/realtime/sdp thread/realtime/started
  thread/realtime/transcript/delta thread/realtime/transcript/done thread/reverted
  thread/section/changed thread/settings/updated thread/started thread/status/changed
  thread/tokenUsage/updated thread/unarchived turn/completed turn/diff/updated
  turn/moderationMetadata turn/plan/updated turn/started warning windows/worldWritableWarning
  windowsSandbox/setupCompleted
`);

/** Requests of either side of the app server. */
export const codexRequests = words(`
  account/chatgptAuthTokens/refresh applyPatchApproval attestation/generate
  execCommandApproval item/commandExecution/requestApproval item/fileChange/requestApproval
  item/permissions/requestApproval item/tool/call item/tool/requestUserInput
  mcpServer/elicitation/request account/gatewayOAuth/cancel account/gatewayOAuth/login
  account/gatewayOAuth/read account/login/cancel account/login/start account/logout
  account/rateLimitResetCredit/consume account/rateLimits/read account/read
  account/securitySetup/read account/sendAddCreditsNudgeEmail account/usage/read
  account/workspaceMessages/read app/installed app/list app/read command/exec
  command/exec/resize command/exec/terminate command/exec/write config/batchWrite
  config/mcpServer/reload config/read config/value/write configRequirements/read
  experimentalFeature/enablement/set experimentalFeature/list externalAgentConfig/detect
  externalAgentConfig/import externalAgentConfig/import/readHistories
  externalAgentConfig/import/recordHistory feedback/save feedback/upload fs/copy
  fs/createDirectory fs/getMetadata fs/readDirectory fs/readFile fs/remove fs/unwatch fs/watch
  fs/writeFile fuzzyFileSearch getAuthStatus getConversationSummary gitDiffToRemote hooks/list
  initialize marketplace/add marketplace/remove marketplace/upgrade mcpServer/oauth/login
  mcpServer/resource/read mcpServer/tool/call mcpServerStatus/list model/list
  modelProvider/capabilities/read modelProvider/config/write modelProvider/list
  permissionProfile/list plugin/install plugin/installed plugin/list plugin/read
  plugin/reconcile plugin/share/checkout plugin/share/delete plugin/share/list
  plugin/share/save plugin/share/updateTargets plugin/skill/read plugin/uninstall review/start
  skills/config/write skills/extraRoots/set skills/list thread/approveGuardianDeniedAction
  thread/archive thread/attachment/add thread/attachment/list thread/attachment/remove
  thread/attachmentOwner/list thread/compact/start thread/delete thread/fork thread/goal/clear
  thread/goal/get thread/goal/set thread/inject_items thread/items/list thread/list
  thread/loaded/list thread/metadata/update thread/name/set thread/read thread/resume
  thread/revert thread/section/move thread/shellCommand thread/start thread/turns/list
  thread/unarchive thread/unsubscribe threadSection/create threadSection/delete
  threadSection/list threadSection/update turn/interrupt turn/start turn/steer
  windowsSandbox/readiness windowsSandbox/setupStart
`);

/** `ThreadItem` of the app server. */
export const codexItems = words(`
  userMessage hookPrompt agentMessage functionCallOutput plan reasoning commandExecution
  fileChange mcpToolCall dynamicToolCall collabAgentToolCall subAgentActivity webSearch
  imageView sleep imageGeneration enteredReviewMode exitedReviewMode contextCompaction
  webSearch sleep imageGeneration
`);

/** `ThreadItem` of `@openai/codex-sdk`, and what it lacks. */
export const codexExecItems = words(`
  agent_message reasoning command_execution file_change mcp_tool_call web_search todo_list
  error collab_tool_call
`);

/** `ResponseItem`. */
export const codexResponses = words(`
  additional_tools agent_message compaction compaction_trigger configuration_update
  context_compaction custom_tool_call custom_tool_call_output function_call
  function_call_output image_generation_call local_shell_call message other reasoning
  tool_search_call tool_search_output web_search_call
`);

/** `EventMsg`. */
export const codexEvents = words(`
  error warning guardian_warning auth_recovery_started auth_recovery_completed
  realtime_conversation_started realtime_conversation_realtime realtime_conversation_closed
  realtime_conversation_sdp model_reroute model_verification turn_moderation_metadata
  safety_buffering context_compacted thread_rolled_back task_started thread_settings_applied
  task_complete token_count agent_message user_message agent_reasoning
  agent_reasoning_raw_content agent_reasoning_section_break session_configured
  environment_connected environment_disconnected thread_goal_updated thread_queue_changed
  mcp_startup_update mcp_startup_complete mcp_tool_call_begin mcp_tool_call_end
  web_search_begin web_search_end image_generation_begin image_generation_end
  exec_command_begin exec_command_output_delta terminal_interaction exec_command_end
  view_image_tool_call exec_approval_request request_permissions request_user_input
  dynamic_tool_call_request dynamic_tool_call_response elicitation_request
  elicitation_abandoned apply_patch_approval_request guardian_assessment deprecation_notice
  stream_error patch_apply_begin patch_apply_updated patch_apply_end turn_diff
  realtime_conversation_list_voices_response plan_update turn_aborted shutdown_complete
  entered_review_mode exited_review_mode raw_response_item raw_response_completed item_started
  item_completed hook_started hook_completed agent_message_content_delta plan_delta
  reasoning_content_delta reasoning_raw_content_delta collab_agent_spawn_begin
  collab_agent_spawn_end collab_agent_interaction_begin collab_agent_interaction_end
  collab_waiting_begin collab_waiting_end collab_close_begin collab_close_end
  collab_resume_begin collab_resume_end sub_agent_activity
`);

/** Types of lines of a rollout file. */
export const codexLines = words(`
  session_meta dynamic_tools_updated response_item inter_agent_communication
  inter_agent_communication_metadata compacted turn_context token_usage_record world_state
  security_risk_score event_msg realtime_item
`);
