using Pipeline.Core.Instances;

namespace Pipeline.History.Words;

/// <summary>What a claim says beside its name, in words.</summary>
public static class InstanceDetails
{
    /// <inheritdoc cref="Describe(int, int, IEnumerable{string}, IEnumerable{string})"/>
    public static IReadOnlyList<string> Describe(Instance instance) => Describe(
        instance.Priority ?? ClaimDetails.Usual, instance.Weight ?? ClaimDetails.Usual, instance.Tags ?? [], instance.Attributes ?? []);

    /// <summary>What is not as usual: <c>priority 2</c>, <c>weight 10</c>, <c>tag canary</c>, <c>zone=a</c>.</summary>
    public static IReadOnlyList<string> Describe(int priority, int weight, IEnumerable<string> tags, IEnumerable<string> attributes) =>
    [
        .. priority is ClaimDetails.Usual ? [] : (string[])[$"priority {priority}"],
        .. weight is ClaimDetails.Usual ? [] : (string[])[$"weight {weight}"],
        .. tags.Select(tag => $"tag {tag}"),
        .. attributes,
    ];
}
