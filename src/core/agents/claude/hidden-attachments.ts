/**
 * Attachments that make no event: context given to the model along with the conversation. The list is
 * Claude Code's own, of all versions.
 */
export const hiddenAttachments: ReadonlySet<string> = new Set(
  `
  account_memory_recall advisor_stripped advisor_tool agent_ask_notice agent_listing_delta
  agent_mention already_read_file artifact_opening_prefetch async_agent_status
  async_hook_response async_hook_response_batch auto_mode auto_mode_exit
  background_task_status batching_reminder batching_reminder_sent budget_usd
  claude_app_notice command_permissions compact_file_reference compaction_reminder
  context_efficiency context_sections coordinator_context cowork_memory_context
  critical_system_reminder current_session_memory date date_change deferred_tools_delta
  deferred_tools_record diagnostics dir_sync_notice directory document dynamic_skill
  edited_image_file edited_text_file environment file first_week fork_briefing goal_status
  hook_additional_context hook_cancelled hook_deferred_tool hook_error_during_execution
  hook_non_blocking_error hook_permission_decision hook_success hook_system_message
  ide_selection image inlined_image_paths instructions invoked_skills language
  lsp_diagnostics mcp_instructions_delta mcp_resource memory message_pdf_reads model
  nested_memory new_diagnostics new_directory new_file opened_file_in_ide output_limit_note
  output_style output_style_instructions output_token_usage pdf_reference peer_mention
  plan_file_reference plan_mode plan_mode_exit plan_mode_reentry plugin_note poll_events
  progress_reminder_sent project_doc_reads projects_thread_ask prompt_as_file
  prompt_render_point prompt_snapshot read_truncation_notice relevant_memories
  remote_session_change repl_mcp_needs_auth sandbox_instructions secondary_reminder
  secondary_reminder_sent selected_lines_in_ide session_context session_cron_carry
  silent_turn_reminder skill_discovery skill_listing structured_output task_reminder
  task_status team_context teammate_mailbox teammate_shutdown_batch thinking_stripped todo
  todo_reminder token_usage tool_host_result_lines tool_hosts_notice tool_offer_record
  tool_results_cut total_tokens_reminder ultra_effort_enter ultra_effort_exit
  ultrathink_effort verify_plan_reminder workflow_size_guideline_change
  `
    .trim()
    .split(/\s+/),
);
