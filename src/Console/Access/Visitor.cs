namespace Pipeline.Console.Access;

/// <summary>Whoever asks for a page.</summary>
/// <param name="Name">What to call them; null for anybody on this machine.</param>
/// <param name="MayAct">Whether they may give orders: they have shown the token.</param>
/// <param name="MayLeave">Whether they signed in here, and can sign out.</param>
/// <param name="CanSignIn">Whether there is a token to sign in with.</param>
/// <param name="FieldName">The form field that <paramref name="Antiforgery"/> travels in.</param>
/// <param name="Antiforgery">What shows that a form came from a page of theirs; null for who may send none.</param>
public sealed record Visitor(string? Name, bool MayAct, bool MayLeave, bool CanSignIn, string FieldName = "", string? Antiforgery = null)
{
    /// <summary>Whether pages drawn for them can be shown to all others alike.</summary>
    public bool IsAnybody => Name is null;
}
