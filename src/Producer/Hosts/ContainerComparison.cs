using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

internal static class ContainerComparison
{
    /// <summary>Compares all members by value. The equality of the record itself compares its lists by reference.</summary>
    public static bool IsSameAs(this ContainerSnapshot one, ContainerSnapshot other) =>
        one with { Endpoints = other.Endpoints, Flaws = other.Flaws } == other
        && one.Endpoints.SequenceEqual(other.Endpoints)
        && (one.Flaws ?? []).SequenceEqual(other.Flaws ?? []);
}
