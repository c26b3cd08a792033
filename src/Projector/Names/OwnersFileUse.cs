namespace Pipeline.Projector.Names;

/// <summary>What a process does with the owners' file.</summary>
public enum OwnersFileUse
{
    /// <summary>It decides by it whose claims are registered.</summary>
    Decides,

    /// <summary>It tells people and programs what stands in it.</summary>
    Shows,
}
