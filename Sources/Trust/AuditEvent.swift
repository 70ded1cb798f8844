// The closed list of what the audit trail knows. The database has the same list as an enum; a test compares them.

public enum AuditEvent: String, Sendable, CaseIterable {
  // The installation.
  case installationCreated = "installation_created"
  case signUpChanged = "sign_up_changed"
  case schemaMigrated = "schema_migrated"
  case controlStated = "control_stated"
  /// Results of controls that say what their neighbours say had their time.
  case evidenceTrimmed = "evidence_trimmed"

  // Accounts and sessions.
  case accountCreated = "account_created"
  case accountRenamed = "account_renamed"
  case operatorAppointed = "operator_appointed"
  case signInLinkCreated = "sign_in_link_created"
  case signInLinkUsed = "sign_in_link_used"
  case sessionStarted = "session_started"
  case sessionRotated = "session_rotated"
  case sessionEnded = "session_ended"
  case toolLoginStarted = "tool_login_started"
  case toolLoginConfirmed = "tool_login_confirmed"
  case toolLoginCollected = "tool_login_collected"

  // Credits of Studio.
  case creditGranted = "credit_granted"
  case creditHeld = "credit_held"
  case creditSpent = "credit_spent"
  case creditReturned = "credit_returned"

  // Workspaces and members.
  case workspaceCreated = "workspace_created"
  case workspaceRenamed = "workspace_renamed"
  case themeChanged = "theme_changed"
  case logoChanged = "logo_changed"
  case domainChanged = "domain_changed"
  /// Its DNS leads elsewhere.
  case domainLost = "domain_lost"
  case domainFound = "domain_found"
  case modelConnected = "model_connected"
  case modelDisconnected = "model_disconnected"
  case defaultModelChanged = "default_model_changed"
  case memberAdded = "member_added"
  case memberRoleChanged = "member_role_changed"
  case memberRemoved = "member_removed"
  case invitationCreated = "invitation_created"
  case invitationAccepted = "invitation_accepted"
  case invitationRevoked = "invitation_revoked"

  // Apps.
  case appCreated = "app_created"
  case appRenamed = "app_renamed"
  case appDeleted = "app_deleted"
  case appRestored = "app_restored"
  /// For good, thirty days after it was deleted; one for each of its rows, or for all of a table where there are many.
  case appErased = "app_erased"
  case versionSaved = "version_saved"
  case draftPreviewed = "draft_previewed"
  /// An administrator let a release send text to a model without redaction.
  case unredactedApproved = "unredacted_approved"
  case releasePublished = "release_published"

  // Runtimes.
  case enrolmentCreated = "enrolment_created"
  case runtimeEnrolled = "runtime_enrolled"
  case runtimeKeyRotated = "runtime_key_rotated"
  case runtimeRemoved = "runtime_removed"

  // What runtimes report.
  case actionIntended = "action_intended"
  case actionEnded = "action_ended"
  case modelCalled = "model_called"
  case dataExported = "data_exported"
  case releasePrepared = "release_prepared"
  case releaseFailed = "release_failed"
  case appSessionOpened = "app_session_opened"
  case passRefused = "pass_refused"
  case secretSet = "secret_set"
  case secretRemoved = "secret_removed"
  case auditHeadRejected = "audit_head_rejected"

  // The audit trail itself.
  case auditExported = "audit_exported"
  case auditPruned = "audit_pruned"
  case bulkChanged = "bulk_changed"
}

/// How it went.
public enum AuditOutcome: String, Sendable, CaseIterable {
  case done
  case intended
  /// An action's idempotency key had committed before.
  case repeated
  case refused
  case failed
  case unknown
}
