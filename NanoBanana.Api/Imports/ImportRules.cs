using NanoBanana.Api.Images;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Imports;

/// <summary>What an export may say: no more than the API would have taken piece by piece.</summary>
internal static class ImportRules
{
    private const int IdMaxLength = 100;

    /// <exception cref="ImportRefusedException">It says something else.</exception>
    public static void Check(ImportedSession session, ExportZip zip)
    {
        Require(session.Images is not null, "session.json has no list of images.");
        Require(session.Images!.Count <= ImportLimits.Images, $"An import may have {ImportLimits.Images:N0} pictures.");
        Require((session.Messages?.Count ?? 0) <= ImportLimits.Messages, $"An import may have {ImportLimits.Messages:N0} messages.");
        Require((session.Session?.Title?.Length ?? 0) <= Limits.TitleMaxLength, "The title is too long.");
        CheckIds("images", session.Images, image => image?.Id);
        CheckIds("messages", session.Messages, message => message?.Id);
        CheckIds("edits", session.Edits, edit => edit?.Id);
        CheckIds("pins", session.Pins, pin => pin?.Id);
        session.Images.ForEach(image => CheckImage(image!));
        session.Messages?.ForEach(message => Require(
            message!.Text is { Length: <= Limits.MessageMaxLength } && message.Role is not null
            && (message.ImageIds?.Count ?? 0) <= Limits.MessageMaxImages,
            $"Message {message.Id} is none that could have been written."));
        session.Edits?.ForEach(edit => Require(
            edit!.Prompt is { Length: <= Limits.PromptMaxLength } && edit.Engine is { Length: > 0 and <= Limits.EngineMaxLength }
            && edit.Status is not null
            && edit.Model is null or { Length: <= IdMaxLength } && (edit.ImageIds?.Count ?? 0) <= Limits.MessageMaxImages
            && (edit.ResultIds?.Count ?? 0) <= Limits.MessageMaxImages,
            $"Edit {edit.Id} is none that could have been asked for."));
        session.Pins?.ForEach(pin => CheckPin(pin!));
        Require(
            (session.Pins ?? []).CountBy(pin => pin!.ImageId!).All(pins => pins.Value <= Limits.ImageMaxPins),
            "A picture has too many pins.");

        var named = session.Images.Select(image => image!.Url).Where(url => url is { Length: > 0 }).ToList();
        Require(
            named.Count == named.Distinct().Count() && named.ToHashSet().SetEquals(zip.Pictures),
            "session.json and the pictures in the zip do not belong together.");
    }

    private static void CheckImage(ImportedImage image) => Require(
        !string.IsNullOrWhiteSpace(image.FileName) && (image.Tags is null or { Count: 0 } || ImageTags.Parse(image.Tags) is not null),
        $"Image {image.Id} has no name, or tags that are none.");

    private static void CheckPin(ImportedPin pin) => Require(
        pin is { ImageId: not null, X: >= 0, Y: >= 0, Text.Length: > 0 and <= Limits.PinMaxLength }
        && (pin.Area is null or { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 })
        && (pin.Replies ?? []) is { Count: <= Limits.PinMaxReplies } replies
        && replies.TrueForAll(reply => reply is { Text.Length: > 0 and <= Limits.PinMaxLength }),
        $"Pin {pin.Id} is none that could have been put.");

    private static void CheckIds<T>(string what, List<T>? items, Func<T, string?> idOf)
    {
        var found = (items ?? []).Select(idOf).ToList();
        Require(
            found.TrueForAll(id => id is { Length: > 0 and <= IdMaxLength }) && found.Distinct().Count() == found.Count,
            $"In session.json, {what} need an id each, and no two the same.");
    }

    private static void Require(bool isRight, string words)
    {
        if (!isRight)
        {
            throw new ImportRefusedException(words);
        }
    }
}
