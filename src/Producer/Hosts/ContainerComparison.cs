using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

internal static class ContainerComparison
{
    /// <summary>Equality in all parts; a record by itself compares its list of endpoints by reference.</summary>
    public static bool IsSameAs(this ContainerSnapshot one, ContainerSnapshot other) =>
        one with { Endpoints = other.Endpoints } == other && one.Endpoints.SequenceEqual(other.Endpoints);
}
