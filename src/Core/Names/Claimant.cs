using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Names;

/// <summary>Who claims a name: what a container is known by that stays the same from one deployment to the next.</summary>
/// <param name="Label">The value of its owner label; null if it has none.</param>
/// <param name="Family">The family of its task definition, without the revision; null outside ECS.</param>
/// <param name="Image">Its image, without tag and digest.</param>
public sealed record Claimant(string? Label, string? Family, string Image)
{
    /// <summary>The kinds of owners, as they are written before the colon.</summary>
    public const string LabelKind = "label", FamilyKind = "family", ImageKind = "image";

    public static Claimant Of(ContainerSnapshot container) => Create(container.Owner, container.Task, container.Image);

    public static Claimant Of(Container container) => Create(container.Owner, container.Task, container.Image);

    /// <summary>As whom it is bound to a name that it claims first: by its label; without one, by its family; outside ECS, by its
    /// image.</summary>
    public string Owner => Identities.First();

    /// <summary>Everything that it may be named by as an owner, the most deliberate first.</summary>
    public IEnumerable<string> Identities
    {
        get
        {
            if (Label is not null) yield return $"{LabelKind}:{Label}";
            if (Family is not null) yield return $"{FamilyKind}:{Family}";
            yield return $"{ImageKind}:{Image}";
        }
    }

    public bool Is(string owner) => Identities.Contains(owner, StringComparer.Ordinal);

    private static Claimant Create(string? label, EcsTask? task, string image) => new(
        string.IsNullOrEmpty(label) ? null : label,
        task?.Family is { Length: > 0 } family ? WithoutRevision(family) : null,
        WithoutTag(image));

    private static string WithoutRevision(string family) => family.LastIndexOf(':') is > 0 and var colon ? family[..colon] : family;

    // The colon of a registry's port (registry:5000/calc) comes before a slash.
    private static string WithoutTag(string image)
    {
        var named = image.IndexOf('@') is > 0 and var digest ? image[..digest] : image;
        return named.LastIndexOf(':') is > 0 and var colon && colon > named.LastIndexOf('/') ? named[..colon] : named;
    }
}
