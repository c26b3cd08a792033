using Pipeline.Console.Reading;

namespace Pipeline.Console.Api.Questions;

/// <summary>Which instances of a service are wanted. What else a request may ask for is a member more.</summary>
/// <param name="Healthy">Only those that DNS answers with, or only the others; null for all.</param>
internal sealed record InstanceFilter(bool? Healthy)
{
    public bool Includes(MarkedInstance one) => Healthy is null || one.IsInDns == Healthy;
}
