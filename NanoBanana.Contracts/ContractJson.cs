using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Operators;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;

namespace NanoBanana.Contracts;

/// <summary>How the contract's records are written as JSON: camelCase, names of enum values in lower case, nothing for null.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(UpdateUserRequest))]
[JsonSerializable(typeof(DeleteUserRequest))]
[JsonSerializable(typeof(Tokens))]
[JsonSerializable(typeof(Usage))]
[JsonSerializable(typeof(Page<Device>))]
[JsonSerializable(typeof(CreateSessionRequest))]
[JsonSerializable(typeof(UpdateSessionRequest))]
[JsonSerializable(typeof(Page<Session>))]
[JsonSerializable(typeof(CreateMessageRequest))]
[JsonSerializable(typeof(UpdateMessageRequest))]
[JsonSerializable(typeof(Page<Message>))]
[JsonSerializable(typeof(Page<Image>))]
[JsonSerializable(typeof(BatchResult))]
[JsonSerializable(typeof(Lineage))]
[JsonSerializable(typeof(UpdateImageRequest))]
[JsonSerializable(typeof(CreatePinRequest))]
[JsonSerializable(typeof(ReplyToPinRequest))]
[JsonSerializable(typeof(UpdatePinRequest))]
[JsonSerializable(typeof(Page<Pin>))]
[JsonSerializable(typeof(SelectionRequest))]
[JsonSerializable(typeof(Selection))]
[JsonSerializable(typeof(CreateEditRequest))]
[JsonSerializable(typeof(RetryEditRequest))]
[JsonSerializable(typeof(Page<Edit>))]
[JsonSerializable(typeof(IReadOnlyList<EngineInfo>))]
[JsonSerializable(typeof(CreateReferenceRequest))]
[JsonSerializable(typeof(FetchImageRequest))]
[JsonSerializable(typeof(UpdateReferenceRequest))]
[JsonSerializable(typeof(CopyImageRequest))]
[JsonSerializable(typeof(Page<Reference>))]
[JsonSerializable(typeof(CreateRecipeRequest))]
[JsonSerializable(typeof(Page<Recipe>))]
[JsonSerializable(typeof(CreateRunRequest))]
[JsonSerializable(typeof(UpdateRunRequest))]
[JsonSerializable(typeof(Page<Run>))]
[JsonSerializable(typeof(AddMemberRequest))]
[JsonSerializable(typeof(MemberRemoved))]
[JsonSerializable(typeof(Page<BlockedUser>))]
[JsonSerializable(typeof(Page<Member>))]
[JsonSerializable(typeof(CreateInviteRequest))]
[JsonSerializable(typeof(Page<Invite>))]
[JsonSerializable(typeof(InvitePreview))]
[JsonSerializable(typeof(CreateSnapshotRequest))]
[JsonSerializable(typeof(Page<Snapshot>))]
[JsonSerializable(typeof(SnapshotContent))]
[JsonSerializable(typeof(Page<Account>))]
[JsonSerializable(typeof(UpdateAccountRequest))]
[JsonSerializable(typeof(ResetPasswordRequest))]
[JsonSerializable(typeof(AskPasswordResetRequest))]
[JsonSerializable(typeof(PasswordResetAnswer))]
[JsonSerializable(typeof(DeadJobsRequest))]
[JsonSerializable(typeof(DeadJobsResult))]
[JsonSerializable(typeof(PasswordLink))]
[JsonSerializable(typeof(SystemHealth))]
[JsonSerializable(typeof(Page<OperatorAction>))]
[JsonSerializable(typeof(OperatorAction))]
[JsonSerializable(typeof(JobLists))]
[JsonSerializable(typeof(JobsInHand))]
[JsonSerializable(typeof(PauseEditsRequest))]
[JsonSerializable(typeof(DailyCosts))]
[JsonSerializable(typeof(RecentFailures))]
[JsonSerializable(typeof(Page<JobDetails>))]
[JsonSerializable(typeof(ImageId))]
[JsonSerializable(typeof(SessionId))]
[JsonSerializable(typeof(UserId))]
[JsonSerializable(typeof(DeviceId))]
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(Deleted))]
[JsonSerializable(typeof(Closed))]
[JsonSerializable(typeof(Typing))]
[JsonSerializable(typeof(Presence))]
public sealed partial class ContractJson : JsonSerializerContext;

/// <summary>Writes an enum value as its name in camelCase and reads names only, never numbers.</summary>
public sealed class LowerCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
