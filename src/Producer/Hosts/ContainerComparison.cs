using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

internal static class ContainerComparison
{
    /// <summary>Compares all members by value. The equality of the record itself compares the list of endpoints by reference.</summary>
    public static bool IsSameAs(this ContainerSnapshot one, ContainerSnapshot other) =>
        one with { Endpoints = other.Endpoints } == other && one.Endpoints.SequenceEqual(other.Endpoints);
}
