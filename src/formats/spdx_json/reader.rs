//! The values of a document, taken one after another as they stand in the text.

use crate::formats::support::json::pull::{Broken, PullReader};
use crate::formats::support::spdx::{Element, Mark, Spdx, Text, VERSIONS_2, kind};
use crate::model::{ComponentKind, LicenseRole};

/// What is read of one document. The parts that are needed for every package are made once.
pub struct Reader<'s, 'a> {
    spdx: &'s mut Spdx<'a>,
    version: Option<Text<'a>>,
    offset: u32,
    /// The lists that have been read; a list that stands twice cannot be taken back.
    lists: Vec<&'static str>,
    repeats: bool,
    package: Package<'a>,
}

/// A package as far as it has been read.
#[derive(Default)]
struct Package<'a> {
    element: Element<'a>,
    has_files: Vec<Text<'a>>,
    /// SPDX 2.1 writes files into their package.
    files: Vec<Element<'a>>,
}

impl<'s, 'a> Reader<'s, 'a> {
    pub fn new(spdx: &'s mut Spdx<'a>) -> Self {
        Self { spdx, version: None, offset: 0, lists: Vec::new(), repeats: false, package: Package::default() }
    }

    /// Reads a whole document. Was every list in it once?
    pub fn read(mut self, json: &mut PullReader<'a>) -> Result<bool, Broken> {
        self.offset = json.offset();
        self.document(json, true)?;
        self.spdx.version(self.version, &VERSIONS_2, Mark::Offset(self.offset));
        Ok(!self.repeats)
    }

    fn document(&mut self, json: &mut PullReader<'a>, is_outermost: bool) -> Result<(), Broken> {
        if !json.begin_object()? {
            return Ok(());
        }
        while let Some(key) = json.next_key()? {
            match key.as_ref() {
                "spdxVersion" => self.version = filled(json)?.or(self.version.take()),
                "specVersion" if self.version.is_none() => self.version = filled(json)?,
                "SPDXID" => {
                    if let Some(id) = filled(json)? {
                        self.spdx.document_id(id);
                    }
                }
                "creationInfo" => self.creation(json)?,
                "documentNamespace" => self.spdx.namespace = filled(json)?,
                "packages" => self.list("packages", json, Self::package)?,
                "files" => self.list("files", json, |reader, json| {
                    let file = file(json)?;
                    file.into_iter().for_each(|file| reader.spdx.file(file));
                    Ok(())
                })?,
                "relationships" => self.list("relationships", json, Self::relationship)?,
                "documentDescribes" => self.list("documentDescribes", json, Self::described)?,
                "snippets" => self.list("snippets", json, Self::snippet)?,
                "hasExtractedLicensingInfos" => self.list("hasExtractedLicensingInfos", json, |reader, json| {
                    reader.spdx.license_text();
                    reader.extracted_text(json)
                })?,
                "sbom" | "Document" if is_outermost && json.is_object() => {
                    self.offset = json.offset();
                    self.document(json, false)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The members of a list, or the one value that stands in its place.
    fn list(
        &mut self,
        name: &'static str,
        json: &mut PullReader<'a>,
        mut take: impl FnMut(&mut Self, &mut PullReader<'a>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        self.repeats |= self.lists.contains(&name);
        self.lists.push(name);
        each(json, |json| take(self, json))
    }

    fn creation(&mut self, json: &mut PullReader<'a>) -> Result<(), Broken> {
        each(json, |json| {
            if !json.begin_object()? {
                return Ok(());
            }
            while let Some(key) = json.next_key()? {
                match key.as_ref() {
                    "created" => self.spdx.created = filled(json)?,
                    "creators" => each(json, |json| {
                        let creator = filled(json)?;
                        creator.into_iter().for_each(|creator| self.spdx.creator(&creator));
                        Ok(())
                    })?,
                    _ => {}
                }
            }
            Ok(())
        })
    }

    fn described(&mut self, json: &mut PullReader<'a>) -> Result<(), Broken> {
        if !json.is_object() {
            let id = filled(json)?;
            id.into_iter().for_each(|id| self.spdx.describes(id));
            return Ok(());
        }
        // SPDX 2.1 nests what the document describes.
        self.begin_package(json);
        self.package_fields(json)?;
        if let Some(id) = self.package.element.id.clone() {
            self.spdx.describes(id);
        }
        self.end_package();
        Ok(())
    }

    fn package(&mut self, json: &mut PullReader<'a>) -> Result<(), Broken> {
        if !json.is_object() {
            let place = json.place(json.offset());
            self.spdx.notices.warning("skipped-entry", place, "A package has no fields");
            return Ok(());
        }
        self.begin_package(json);
        self.package_fields(json)?;
        self.end_package();
        Ok(())
    }

    fn begin_package(&mut self, json: &PullReader<'a>) {
        // The lists keep their room from package to package.
        let Element { mut licenses, mut checksums, mut package_urls, .. } = std::mem::take(&mut self.package.element);
        licenses.clear();
        checksums.clear();
        package_urls.clear();
        let mark = Mark::Offset(json.offset());
        self.package.element = Element { licenses, checksums, package_urls, mark, ..Element::default() };
    }

    fn package_fields(&mut self, json: &mut PullReader<'a>) -> Result<(), Broken> {
        let Package { element, has_files, files } = &mut self.package;
        fields(json, "Package", element, |key, json, element| {
            match key {
                "versionInfo" => element.version = filled(json)?,
                "supplier" => element.supplier = filled(json)?,
                "downloadLocation" => element.location = filled(json)?,
                "primaryPackagePurpose" => element.kind = kind(filled(json)?.as_deref().unwrap_or("")),
                "licenseInfoFromFiles" => found_in_files(json, element)?,
                "externalRefs" => references(json, element)?,
                "hasFiles" => {
                    has_files.clear();
                    each(json, |json| {
                        has_files.extend(filled(json)?);
                        Ok(())
                    })?;
                }
                "files" => {
                    files.clear();
                    each(json, |json| {
                        files.extend(file(json)?);
                        Ok(())
                    })?;
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn end_package(&mut self) {
        let Package { element, has_files, files } = &mut self.package;
        self.spdx.package(element);
        let id = element.id.as_ref();
        for file in has_files.drain(..) {
            if let Some(id) = id {
                self.spdx.relationship(id.clone(), "CONTAINS", file, None, element.mark);
            }
        }
        for file in files.drain(..) {
            if let (Some(id), Some(file_id)) = (id, file.id.clone()) {
                self.spdx.relationship(id.clone(), "CONTAINS", file_id, None, file.mark);
            }
            self.spdx.file(file);
        }
    }

    fn relationship(&mut self, json: &mut PullReader<'a>) -> Result<(), Broken> {
        let mark = Mark::Offset(json.offset());
        let (mut from, mut kind, mut to) = (None, None, None);
        if json.begin_object()? {
            while let Some(key) = json.next_key()? {
                match key.as_ref() {
                    "spdxElementId" => from = filled(json)?,
                    "relationshipType" => kind = filled(json)?,
                    "relatedSpdxElement" => to = filled(json)?,
                    _ => {}
                }
            }
        }
        let kind = kind.unwrap_or_default();
        self.spdx.relationship(from.unwrap_or_default(), &kind, to.unwrap_or_default(), None, mark);
        Ok(())
    }

    fn extracted_text(&mut self, json: &mut PullReader<'a>) -> Result<(), Broken> {
        let (mut id, mut text) = (None, None);
        if json.begin_object()? {
            while let Some(key) = json.next_key()? {
                match key.as_ref() {
                    "licenseId" => id = filled(json)?,
                    "extractedText" => text = filled(json)?,
                    _ => {}
                }
            }
        }
        if let (Some(id), Some(text)) = (id, text) {
            self.spdx.extracted_text(&id, &text);
        }
        Ok(())
    }

    fn snippet(&mut self, json: &mut PullReader<'a>) -> Result<(), Broken> {
        let mut snippet = Element::default();
        fields(json, "", &mut snippet, |_, _, _| Ok(()))?;
        self.spdx.snippet(snippet.id);
        Ok(())
    }
}

/// A file; `None` where the value is no object.
fn file<'a>(json: &mut PullReader<'a>) -> Result<Option<Element<'a>>, Broken> {
    if !json.is_object() {
        return Ok(None);
    }
    let mark = Mark::Offset(json.offset());
    let mut file = Element { kind: ComponentKind::File, mark, ..Element::default() };
    let mut name = None;
    fields(json, "File", &mut file, |key, json, file| {
        match key {
            "fileName" => name = filled(json)?,
            "licenseInfoInFiles" => found_in_files(json, file)?,
            _ => {}
        }
        Ok(())
    })?;
    file.name = name.or(file.name);
    Ok(Some(file))
}

/// What packages and files have in common; other keys are for `take`. What stands under `wrapper` counts as if it
/// stood here.
fn fields<'a>(
    json: &mut PullReader<'a>,
    wrapper: &str,
    element: &mut Element<'a>,
    mut take: impl FnMut(&str, &mut PullReader<'a>, &mut Element<'a>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    let mut open = usize::from(json.begin_object()?);
    while open > 0 {
        let Some(key) = json.next_key()? else {
            open -= 1;
            continue;
        };
        match key.as_ref() {
            "SPDXID" => element.id = filled(json)?,
            "id" if element.id.is_none() => element.id = filled(json)?,
            "name" => element.name = filled(json)?,
            "copyrightText" => element.copyright = filled(json)?,
            "licenseConcluded" => license(json, element, LicenseRole::Concluded)?,
            "licenseDeclared" => license(json, element, LicenseRole::Declared)?,
            "checksums" => checksums(json, element)?,
            key if key == wrapper && open == 1 && json.is_object() => {
                element.mark = Mark::Offset(json.offset());
                open += usize::from(json.begin_object()?);
            }
            key => take(key, json, element)?,
        }
    }
    Ok(())
}

fn license<'a>(json: &mut PullReader<'a>, element: &mut Element<'a>, role: LicenseRole) -> Result<(), Broken> {
    let stated = filled(json)?;
    element.licenses.retain(|(other, _)| *other != role);
    element.licenses.extend(stated.map(|stated| (role, stated)));
    Ok(())
}

fn found_in_files<'a>(json: &mut PullReader<'a>, element: &mut Element<'a>) -> Result<(), Broken> {
    element.licenses.retain(|(role, _)| *role != LicenseRole::Detected);
    each(json, |json| {
        element.licenses.extend(filled(json)?.map(|found| (LicenseRole::Detected, found)));
        Ok(())
    })
}

fn checksums<'a>(json: &mut PullReader<'a>, element: &mut Element<'a>) -> Result<(), Broken> {
    element.checksums.clear();
    each(json, |json| {
        let (mut algorithm, mut value) = (None, None);
        if json.begin_object()? {
            while let Some(key) = json.next_key()? {
                match key.as_ref() {
                    "algorithm" => algorithm = filled(json)?,
                    "checksumValue" => value = filled(json)?,
                    _ => {}
                }
            }
        }
        element.checksums.extend(algorithm.zip(value));
        Ok(())
    })
}

/// The package URLs among the external references: the category is spelled in several ways, or left out.
fn references<'a>(json: &mut PullReader<'a>, element: &mut Element<'a>) -> Result<(), Broken> {
    element.package_urls.clear();
    each(json, |json| {
        let mark = Mark::Offset(json.offset());
        let (mut is_purl, mut locator) = (false, None);
        if json.begin_object()? {
            while let Some(key) = json.next_key()? {
                match key.as_ref() {
                    "referenceType" => {
                        let kind = filled(json)?;
                        is_purl = kind.is_some_and(|kind| kind.rsplit(['/', '#']).next() == Some("purl"));
                    }
                    "referenceLocator" => locator = filled(json)?,
                    _ => {}
                }
            }
        }
        element.package_urls.extend(locator.filter(|_| is_purl).map(|locator| (locator, mark)));
        Ok(())
    })
}

/// The members of a list, or the one value that stands in its place; nothing for `null`.
fn each<'a>(
    json: &mut PullReader<'a>,
    mut take: impl FnMut(&mut PullReader<'a>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    if json.is_null() {
        return Ok(());
    }
    if !json.is_list() {
        return take(json);
    }
    if json.begin_list()? {
        while json.next_element()? {
            take(json)?;
        }
    }
    Ok(())
}

/// A text or a number without the blanks around it; `None` where nothing is left.
fn filled<'a>(json: &mut PullReader<'a>) -> Result<Option<Text<'a>>, Broken> {
    if let Some(text) = json.plain_text() {
        return Ok(Some(Text::Borrowed(text)));
    }
    let text = json.text_or_number()?.map(|text| match text {
        Text::Borrowed(text) => Text::Borrowed(text.trim()),
        Text::Owned(text) => Text::Owned(text.trim().to_owned()),
    });
    Ok(text.filter(|text| !text.is_empty()))
}
