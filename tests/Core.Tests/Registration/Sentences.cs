using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

/// <summary>Events as sentences.</summary>
internal static class Sentences
{
    public static string Of(RegistryEvent recorded) => recorded switch
    {
        RegistryEvent.OfHost(var host, var happened) => $"{host} {Of(happened)}",
        RegistryEvent.OfName(var owned, var happened) => $"{owned} {Of(happened)}",
        RegistryEvent.OfContainer(var container, var happened) => $"{container} {Of(happened)}",
        _ => throw new ArgumentOutOfRangeException(nameof(recorded)),
    };

    private static string Of(HostEvent happened) => happened switch
    {
        HostJoined e => $"joined at {e.Address}",
        HostMoved e => $"moved to {e.Address}",
        HostSuspected => "is suspected",
        HostFoundMute e => $"is mute: {e.Evidence}",
        HostLost => "is lost",
        HostDeparted e => $"left: {e.Reason}",
        HostEndAnnounced e => $"is to end: {e.Ending.Reason}",
        HostEndWithdrawn => "is to end no longer",
        HostReturned => "returned",
        HostDoubted e => $"is doubted: {e.Reason}",
        HostDoubtEnded => "is doubted no longer",
        HostForgotten => "is forgotten",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    private static string Of(NameEvent happened) => happened switch
    {
        NameBound e => $"is bound to {e.Owner}",
        NameGiven e => $"is given to {e.Heir}",
        NameUnused => "is unused",
        NameUsed => "is used again",
        NameReleased e => $"is released: {e.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    private static string Of(ContainerEvent happened) => happened switch
    {
        RunBegan e => $"began on {e.Host}",
        RunResumed => "resumed",
        RunDraining { Signal: { } signal } => $"drains on signal {signal}",
        RunDraining => "drains",
        RunPaused => "paused",
        RunEnded { ExitCode: { } code } e => $"ended: {e.End} with {code}",
        RunEnded e => $"ended: {e.End}",
        RunConfirmed { Name: { } name } => $"is confirmed: its name is {name}",
        RunConfirmed { Crashes: { } crashes } => $"is confirmed: {(crashes.IsHeldBack ? "held back " : "")}after {crashes.Count} crashes",
        RunConfirmed { Owner: { } owner } => $"is confirmed: its owner label is {owner}",
        RunConfirmed => "is confirmed",
        RunOrphaned => "is orphaned",
        RunDoubted e => $"is doubted: {e.Reason}",
        RunDoubtEnded => "is doubted no longer",
        InstanceRegistered { Instance: { Weight: { } weight } i } => $"answers for {i.Service} at {i.At} with weight {weight}",
        InstanceRegistered e => $"answers for {e.Instance.Service} at {e.Instance.At}",
        InstanceWithdrawn e => $"leaves {e.Instance.Service} at {e.Instance.At}: {e.Reason}",
        InstanceWithheld e => $"is held back from {e.Instance.Service} at {e.Instance.At}: {e.Reason}",
        VerdictPassed { Fitness.Condemned: true } e => $"is condemned: {e.Fitness.Reason}",
        VerdictPassed e => $"is fit: {e.Fitness.Reason}",
        ClaimRefused e => $"is refused '{e.Refusal.Claim.Service}' on {e.Refusal.Claim.ContainerPort}: {e.Refusal.Reason}",
        ClaimFlawsFound { Flaws.IsEmpty: true } => "has no flaws any more",
        ClaimFlawsFound e => $"has flaws in {string.Join(", ", e.Flaws.Select(flaw => flaw.Variable))}",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };
}
