using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Dns.Planning;

namespace Pipeline.Projector.Telemetry;

/// <summary>The projector's log messages.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "{Host}: {Count} parts of a {Fact} are invalid and ignored, the first: {First}")]
    public static partial void PartsLeftOut(this ILogger log, string host, string fact, int count, string first);

    [LoggerMessage(LogLevel.Warning, "{Container} ({Id}) on {Host}: claim '{Claim}' on port {Port} is refused: {Reason}")]
    public static partial void ClaimRefused(
        this ILogger log, string container, string id, string host, string claim, int port, string reason);

    [LoggerMessage(LogLevel.Warning, "Container {Id}: {Variable} {Detail}")]
    public static partial void ClaimFlawed(this ILogger log, string id, string variable, string detail);

    [LoggerMessage(LogLevel.Error, "Host {Host} is heard but not believed: {Reason}")]
    public static partial void HostDoubted(this ILogger log, string host, string reason);

    [LoggerMessage(LogLevel.Information, "Host {Host}: its end is announced: {Reason}")]
    public static partial void HostEndAnnounced(this ILogger log, string host, string reason);

    [LoggerMessage(LogLevel.Information, "Host {Host}: its end is not announced any more")]
    public static partial void HostEndWithdrawn(this ILogger log, string host);

    [LoggerMessage(LogLevel.Warning, "Container {Id} is doubted: {Reason}")]
    public static partial void RunDoubted(this ILogger log, string id, string reason);

    [LoggerMessage(LogLevel.Information, "Name {Name} belongs to {Owner} by the claim of container {Id}")]
    public static partial void NameBound(this ILogger log, string name, string owner, string id);

    [LoggerMessage(LogLevel.Warning, "Name {Name} is released: {Reason}")]
    public static partial void NameReleased(this ILogger log, string name, string reason);

    [LoggerMessage(LogLevel.Warning, "The use of names could not be followed: {Reason}")]
    public static partial void NamesUnseen(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "The owners' file {Path} was read anew: {Lines} lines are in force")]
    public static partial void OwnersChanged(this ILogger log, string path, int lines);

    [LoggerMessage(LogLevel.Error, "The rules of names stay as they are: {Reason}")]
    public static partial void OwnersUnchanged(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Host {Host}: what is rejected could not be noted: {Reason}")]
    public static partial void DoubtNotNoted(this ILogger log, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "Host {Host} is suspected: silent since {LastHeard:u}")]
    public static partial void HostSuspected(this ILogger log, string host, DateTimeOffset lastHeard);

    [LoggerMessage(
        LogLevel.Error,
        "Host {Host}: agent down, no report since {LastHeard:u}, but its machine runs ({Evidence}). "
        + "Its containers stay in DNS; restart the agent")]
    public static partial void HostMute(this ILogger log, string host, DateTimeOffset lastHeard, string evidence);

    [LoggerMessage(LogLevel.Error, "Host {Host} is lost: silent since {LastHeard:u} ({Evidence}); its instances are withdrawn")]
    public static partial void HostLost(this ILogger log, string host, DateTimeOffset lastHeard, string evidence);

    [LoggerMessage(
        LogLevel.Error,
        "Host {Host} is silent, and the state of its machine is unknown; it stays registered; next query in {Pause}: {Reason}")]
    public static partial void HostUnwitnessed(this ILogger log, string host, string reason, TimeSpan pause);

    [LoggerMessage(
        LogLevel.Critical, "Every host is silent at once; no host is declared lost, because reports probably do not arrive here")]
    public static partial void EveryHostSilent(this ILogger log);

    [LoggerMessage(LogLevel.Warning, "Host {Host}: its silence could not be recorded, trying again at the next check: {Reason}")]
    public static partial void HostNotExpired(this ILogger log, string host, string reason);

    [LoggerMessage(LogLevel.Error, "The check of the leases failed: {Reason}")]
    public static partial void LeasesUnseen(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "Leading zone {Zone} in term {Term}")]
    public static partial void Leading(this ILogger log, string zone, long term);

    [LoggerMessage(LogLevel.Warning, "Another projector leads zone {Zone}; standing by")]
    public static partial void StandingBy(this ILogger log, string zone);

    [LoggerMessage(LogLevel.Warning, "Leadership ended; this process tries to lead again: {Reason}")]
    public static partial void LeadershipLost(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Debug, "The fence of zone {Zone} is moved to {Fence}")]
    public static partial void FenceMoved(this ILogger log, string zone, ZoneFence fence);

    [LoggerMessage(LogLevel.Information, "The fence of zone {Zone} is established")]
    public static partial void FenceEstablished(this ILogger log, string zone);

    [LoggerMessage(LogLevel.Warning, "The fence of zone {Zone} was deleted by somebody else; it is established anew")]
    public static partial void FenceMissing(this ILogger log, string zone);

    [LoggerMessage(LogLevel.Error, "The fence of zone {Zone} was edited by somebody else ({Found}); it is replaced")]
    public static partial void FenceEdited(this ILogger log, string zone, string found);

    [LoggerMessage(LogLevel.Critical, "Zone {Zone} is fenced off, and nothing is written: {Reason}")]
    public static partial void ZoneFenced(this ILogger log, string zone, string reason);

    [LoggerMessage(LogLevel.Debug, "{Changes} changes applied to zone {Zone} in {Milliseconds:0.0} ms")]
    public static partial void ZoneChanged(this ILogger log, int changes, string zone, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "The zone differs from its ledger at {Key}: {Finding}")]
    public static partial void ZoneDiffers(this ILogger log, RecordKey key, Finding finding);

    [LoggerMessage(LogLevel.Error, "The zone refuses {Action} {Key}: {Error}")]
    public static partial void ChangeRefused(this ILogger log, ChangeAction action, RecordKey key, string error);

    [LoggerMessage(LogLevel.Error, "A pass over the zone failed; a full pass follows in {Pause}")]
    public static partial void PassFailed(this ILogger log, Exception failure, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "Listening for registry changes was interrupted and is restarted: {Reason}")]
    public static partial void ListenerBroke(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Critical, "{Instances} instances of {Service} are left out of DNS: {Reason}")]
    public static partial void LeftOut(this ILogger log, int instances, string service, LeftOutReason reason);

    [LoggerMessage(LogLevel.Debug, "The status of change {ChangeId} could not be read: {Reason}")]
    public static partial void PropagationUnknown(this ILogger log, string changeId, string reason);
}
