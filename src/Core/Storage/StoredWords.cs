using System.Text.Json.Serialization;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Vocabulary;

namespace Pipeline.Core.Storage;

/// <summary>
/// Every enumeration whose words are stored or travel, and what a word means that a newer version wrote.
/// <code>
/// enumeration          an unknown word is taken for
/// ContainerPhase       no news: the container is listed, and its run stays what it was
/// EngineHealth         no news of the engine's check
/// StopCause            the main process ended
/// TransportProtocol    a claim that is refused
/// ContainerStatus      a run that is not present
/// RunEnd               an end
/// WithdrawalReason     a withdrawal, with the word as its reason
/// RefusalReason        a refusal
/// HostStatus           a host that is not present, until it is heard again
/// RecordType           a record that is left alone
/// RoutingPolicy        a set that equals none of ours
/// ChangeAction         a change that puts its set in place
/// Finding              the zone holds what was found
/// CheckKind            a check that nobody here carries out
/// HealthState          a live run that is not probed, and that only another run ends
/// HealthTrigger        what leads nowhere
/// GovernorDecisionKind           to wait
/// StopOutcome          an answer that ends nothing: the order is given again
/// </code>
/// The word itself is kept: what is read and stored again holds it as it was.
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
        new WordConverter<CheckKind>(),
        new WordConverter<HealthState>(),
        new WordConverter<HealthTrigger>(),
        new WordConverter<GovernorDecisionKind>(),
        new WordConverter<StopOutcome>(),
    ];

    /// <summary>Puts them before the converters that options have already.</summary>
    public static void AddTo(IList<JsonConverter> converters)
    {
        for (var index = 0; index < Converters.Count; index++) converters.Insert(index, Converters[index]);
    }
}
