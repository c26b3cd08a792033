namespace Amazon.SimpleNotificationService.Wire;

/// <summary>The protocol of SNS: AWS Query, version 2010-03-31.</summary>
internal static class Sns
{
    public static readonly ServiceIdentity Identity = new("SNS", "sns", "sns", "2010-03-31") { IsFipsInGovCloud = true };

    public static readonly QueryProtocol Protocol = new(Identity, Failures.ToException);

    public static QueryForm AddAttributes(this QueryForm form, Dictionary<string, string> attributes) =>
        form.AddMap("Attributes", attributes, "key", "value", (entry, name, value) => entry.Add(name, value));
}
