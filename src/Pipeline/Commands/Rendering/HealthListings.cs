using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Words;

namespace Pipeline.Commands.Rendering;

/// <summary>The listing of sagas.</summary>
public static class HealthListings
{
    public static readonly Listing<SagaView> Sagas = new(
        [
            new("SERVICE", (saga, _) => string.Join(", ", saga.Services)),
            new("CONTAINER", (saga, _) => saga.ContainerName),
            new("ID", (saga, _) => Listings.Short(saga.ContainerId)),
            new("HOST", (saga, _) => saga.Host),
            new("STATE", (saga, _) => Glossary.HealthStates.Show(saga.State)),
            new("SINCE", (saga, now) => Age.Of(saga.Since, now), Numeric: true),
            new("CAUSE", (saga, _) => saga.Cause),
        ],
        ViewsJson.Default.IReadOnlyListSagaView,
        "no saga: start a container that claims a name on a TCP port, docker run -e SERVICE_80_NAME=web -p 80 IMAGE")
    {
        Legend = rows => Glossary.HealthStates.Explain(rows.Select(saga => saga.State)),
    };
}
