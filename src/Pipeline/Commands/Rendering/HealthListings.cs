using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Words;

namespace Pipeline.Commands.Rendering;

/// <summary>The listing of sagas.</summary>
public static class HealthListings
{
    public static readonly Listing<SagaView> Sagas = new(
        "sagas",
        [
            new("SERVICE", (saga, _) => string.Join(", ", saga.Services)),
            new("CONTAINER", (saga, _) => saga.ContainerName),
            new("HOST", (saga, _) => saga.Host),
            new("STATE", (saga, _) => Glossary.HealthStates.Show(saga.State)) { Tone = saga => StateTones.OfHealth(saga.State) },
            new("SINCE", (saga, now) => Age.Of(saga.Since, now), Numeric: true),
            new("ID", (saga, _) => Listings.Short(saga.ContainerId), Fit: ColumnFit.Identifier),
            new("CAUSE", (saga, _) => saga.Cause, Fit: ColumnFit.Prose),
        ],
        ViewsJson.Default.IReadOnlyListSagaView,
        "no saga: start a container that claims a name on a TCP port, docker run -e SERVICE_80_NAME=web -p 80 IMAGE")
    {
        Filters =
        [
            ListFilters.Service<SagaView>(saga => saga.Services),
            ListFilters.Container<SagaView>(saga => (saga.ContainerName, saga.ContainerId)),
            ListFilters.Host<SagaView>(saga => saga.Host),
            ListFilters.State<SagaView>(Glossary.HealthStates, saga => [Glossary.HealthStates.Show(saga.State)]),
        ],
        Legend = rows => Glossary.HealthStates.Explain(rows.Select(saga => saga.State)),
    };
}
