using System.Text.Json.Serialization;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Vocabulary;

namespace Pipeline.Core.Storage;

/// <summary>
/// Every enumeration whose words are stored or sent, and how this version treats a word that only a newer version knows.
/// <code>
/// enumeration            an unknown word is treated as
/// ContainerPhase         no change: the container is listed, and the state of its run does not change
/// EngineHealth           no new result of the engine's check
/// StopCause              the end of the main process
/// TransportProtocol      a claim that is refused
/// ContainerStatus        a run that is not present
/// RunEnd                 an end
/// WithdrawalReason       a withdrawal, with the word as its reason
/// RefusalReason          a refusal
/// HostStatus             a host that is not present, until it reports again
/// RecordType             a record that is not changed
/// RoutingPolicy          a set that equals none of ours
/// ChangeAction           a change that writes its set
/// Finding                the zone holds what was found
/// RecordOrigin           a record that was taken over
/// CheckKind              a check that this version does not run
/// HealthState            a live run that is not probed, and that only another run ends
/// HealthTrigger          a trigger without a transition
/// GovernorDecisionKind   a decision to wait
/// StopOutcome            an answer that does not settle the order: the order is sent again
/// </code>
/// The word itself is preserved: a value that is read and stored again keeps its word.
/// </summary>
public static class StoredWords
{
    public static readonly IReadOnlyList<JsonConverter> Converters =
    [
        new WordConverter<ContainerPhase>(),
        new WordConverter<EngineHealth>(),
        new WordConverter<StopCause>(),
        new WordConverter<TransportProtocol>(),
        new WordConverter<ContainerStatus>(),
        new WordConverter<RunEnd>(),
        new WordConverter<WithdrawalReason>(),
        new WordConverter<RefusalReason>(),
        new WordConverter<HostStatus>(),
        new WordConverter<RecordType>(),
        new WordConverter<RoutingPolicy>(),
        new WordConverter<ChangeAction>(),
        new WordConverter<Finding>(),
        new WordConverter<RecordOrigin>(),
        new WordConverter<CheckKind>(),
        new WordConverter<HealthState>(),
        new WordConverter<HealthTrigger>(),
        new WordConverter<GovernorDecisionKind>(),
        new WordConverter<StopOutcome>(),
    ];

    /// <summary>Inserts the converters before the existing ones.</summary>
    public static void AddTo(IList<JsonConverter> converters)
    {
        for (var index = 0; index < Converters.Count; index++) converters.Insert(index, Converters[index]);
    }
}
